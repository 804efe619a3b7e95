import { ContributionFault } from './contribution-fault.ts';

const LONGEST_LINE = 256;

/**
 * Gives each line of a body as it comes, and what stands after the last line break. Every byte is a letter: all that is sent is
 * held against lists of ASCII, so that nothing else can pass.
 * @throws ContributionFault `wrong` for a line longer than any of ours can be, or more bytes than may come
 */
export async function splitLines(
  body: AsyncIterable<Uint8Array>,
  mostBytes: number,
  onLine: (line: string) => void,
): Promise<string> {
  let rest = '';
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new ContributionFault('wrong');
    const lines = (rest + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.length > LONGEST_LINE) throw new ContributionFault('wrong');
      onLine(line);
    }
    if (rest.length > LONGEST_LINE) throw new ContributionFault('wrong');
  }
  return rest;
}
