import { describe, expect, it } from 'vitest';
import { ContributionFault } from '../../../gateway/aggregates/agencies/contribution-fault.ts';
import type { ContributionForm } from '../../../gateway/aggregates/agencies/contribution-form.ts';
import type { CountRow } from '../../../gateway/aggregates/agencies/contribution-sink.ts';
import { readContribution } from '../../../gateway/aggregates/agencies/read-contribution.ts';
import { formsFor } from './definitions.ts';

const [TIMES] = formsFor('investigation-time', '2026-VT') as [ContributionForm];
const [ABSENCE] = formsFor('unexcused-absence', '2026-VT') as [ContributionForm];
const [, LONG_ABSENT] = formsFor('incidents-and-absence', '2026-VT') as [ContributionForm, ContributionForm];
const [MEMBERS, SUSPICIONS] = formsFor('sig-suspicions-around-start', '2025') as [ContributionForm, ContributionForm];

interface Taken {
  readonly counts: CountRow[];
  readonly tokens: string[];
}

async function read(form: ContributionForm, pieces: readonly (string | Buffer)[]): Promise<Taken & { rows: number }> {
  const taken: Taken = { counts: [], tokens: [] };
  const body = (async function* (): AsyncGenerator<Buffer> {
    for (const piece of pieces) yield await Promise.resolve(Buffer.from(piece));
  })();
  const rows = await readContribution(body, form, {
    takeCount: (row) => taken.counts.push(row),
    takeToken: (high, low, codes) => {
      taken.tokens.push(`${high.toString(16).padStart(8, '0')}${low.toString(16).padStart(8, '0')} ${codes.join()}`);
    },
  });
  return { ...taken, rows };
}

async function faultOf(form: ContributionForm, ...pieces: readonly (string | Buffer)[]): Promise<string> {
  return read(form, pieces).then(
    () => 'none',
    (error: unknown) => (error instanceof ContributionFault ? error.kind : 'other'),
  );
}

const COUNTS = 'month,inTime,count\n2026-01,IN_TIME,12\n2026-02,LATE,0\nend,2\n';
const token = (last: string): string => `00000000deadbe${last}`;
const TOKENS = `token,district,ageBand\n${token('e0')},D01,13-14\n${token('ef')},UNKNOWN,21+\nend,2\n`;

describe('a contribution as it should be', () => {
  it('of counts is read row by row, however it is cut into pieces', async () => {
    for (const size of [1, 7, 1_000]) {
      const pieces = COUNTS.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
      const { counts, rows } = await read(TIMES, pieces);
      expect(rows).toBe(2);
      expect(counts.map(({ count }) => count)).toEqual([12, 0]);
    }
  });

  it('of tokens keeps all 64 bits', async () => {
    const { tokens } = await read(LONG_ABSENT, [TOKENS.replace(token('ef'), 'ffffffffffffffff')]);
    expect(tokens).toEqual([`${token('e0')} 0,1`, 'ffffffffffffffff 8,4']);
  });

  it('may be empty, and may end without a line break', async () => {
    expect((await read(TIMES, ['month,inTime,count\nend,0'])).rows).toBe(0);
  });

  it('of months may have a token once for each month', async () => {
    const rows = [`${token('00')},2025-03`, `${token('00')},2025-01`, `${token('01')},2025-03`];
    expect((await read(SUSPICIONS, [`token,suspicionMonth\n${rows.join('\n')}\nend,3\n`])).rows).toBe(3);
  });

  it('of a derived month reaches as far before and after the period as the definition looks, and no further', async () => {
    const body = (month: string): string => `token,suspicionMonth\n${token('00')},${month}\nend,1\n`;
    for (const month of ['2024-07', '2026-06']) expect((await read(SUSPICIONS, [body(month)])).rows).toBe(1);
    for (const month of ['2024-06', '2026-07', '2025-13', '2025-00']) {
      expect(await faultOf(SUSPICIONS, body(month))).toBe('wrong');
    }
    expect(await faultOf(MEMBERS, `token,sigStartMonth\n${token('00')},2024-12\nend,1\n`)).toBe('wrong');
  });
});

describe('a contribution that is not what was asked for', () => {
  const replaced = (from: string, to: string): string => COUNTS.replace(from, to);

  it.each([
    ['another header', replaced('month,inTime,count', 'inTime,month,count')],
    ['a column more', replaced('month,inTime,count', 'month,inTime,district,count')],
    ['no header', replaced('month,inTime,count\n', '')],
    ['the header of tokens', TOKENS],
    ['a byte order mark', `\ufeff${COUNTS}`],
    ['another line break', COUNTS.replaceAll('\n', '\r\n')],
    ['a code that is not in the list', replaced('IN_TIME', 'IN_time')],
    ['a code in quotes', replaced('IN_TIME', '"IN_TIME"')],
    ['a space', replaced('IN_TIME,12', 'IN_TIME, 12')],
    ['a month outside the period', replaced('2026-01', '2026-07')],
    ['a count that is not whole', replaced(',12', ',12.5')],
    ['a negative count', replaced(',12', ',-12')],
    ['a count in another form', replaced(',12', ',1e3')],
    ['a count that begins with 0', replaced(',12', ',012')],
    ['a count beyond any register', replaced(',12', ',1234567890123')],
    ['no count', replaced(',12', ',')],
    ['a combination twice', replaced('2026-02,LATE,0', '2026-01,IN_TIME,1')],
    ['fewer rows than the end tells', replaced('end,2', 'end,3')],
    ['more rows than the end tells', replaced('end,2', 'end,1')],
    ['something after the end', `${COUNTS}2026-03,LATE,1\n`],
    ['two ends', `${COUNTS}end,2\n`],
    ['an empty line', replaced('\n2026-02', '\n\n2026-02')],
    ['an error page', '<!DOCTYPE html><html><body>Internal Server Error</body></html>'],
    ['letters that are not UTF-8', Buffer.from(replaced('IN_TIME', 'IN_T\u00cdME'), 'latin1')],
  ])('is refused: %s', async (_, body) => {
    expect(await faultOf(TIMES, body)).toBe('wrong');
  });

  it.each([
    ['nothing', ''],
    ['the header alone', 'month,inTime,count\n'],
    ['no end', COUNTS.replace('end,2\n', '')],
    ['an end that was cut', COUNTS.replace('nd,2\n', '')],
  ])('is refused as cut short or wrong: %s', async (_, body) => {
    expect(['short', 'wrong']).toContain(await faultOf(TIMES, body));
  });

  it.each([
    ['a token that is no token', TOKENS.replace(token('e0'), 'r1_AAAAAAAAAAAAA')],
    ['a token in capitals', TOKENS.replace(token('e0'), token('E0'))],
    ['a token too short', TOKENS.replace(token('e0'), token('e'))],
    ['a token twice where a person has one row', TOKENS.replace(token('ef'), token('e0'))],
    ['tokens out of order', TOKENS.replace(token('e0'), token('ff'))],
    ['a person in two districts', TOKENS.replace(`${token('ef')},UNKNOWN`, `${token('e0')},D02`)],
  ])('of tokens is refused: %s', async (_, body) => {
    expect(await faultOf(LONG_ABSENT, body)).toBe('wrong');
  });

  it('of months is refused where a token comes twice in one month', async () => {
    const rows = [`${token('00')},2025-03`, `${token('00')},2025-04`, `${token('00')},2025-03`];
    expect(await faultOf(SUSPICIONS, `token,suspicionMonth\n${rows.join('\n')}\nend,3\n`)).toBe('wrong');
  });

  it('of sums is refused where the largest cannot be part of the sum', async () => {
    const body = (figures: string): string =>
      `schoolStage,unexcusedAbsence,count,sum,largest,second\n7_9,20+,${figures}\nend,1\n`;
    for (const figures of ['0,0,0,0', '1,40,40,0', '2,50,40,10', '3,90,40,30']) {
      expect([figures, (await read(ABSENCE, [body(figures)])).rows]).toEqual([figures, 1]);
    }
    for (const figures of ['0,5,5,0', '1,40,30,10', '2,50,10,40', '2,50,40,20', '3,99,40,20', '2,50,40']) {
      expect([figures, await faultOf(ABSENCE, body(figures))]).toEqual([figures, 'wrong']);
    }
  });

  it('is not read to its end: a line without end, and more than any right answer has', async () => {
    let given = 0;
    const endless = (piece: string): AsyncIterable<Buffer> => ({
      [Symbol.asyncIterator]: () => ({
        next: () => {
          given += 1;
          return Promise.resolve({ done: false as const, value: Buffer.from(piece) });
        },
      }),
    });
    const sink = { takeCount: () => undefined, takeToken: () => undefined };
    await expect(readContribution(endless('x'.repeat(65_536)), TIMES, sink)).rejects.toMatchObject({ kind: 'wrong' });
    expect(given).toBe(1);
    await expect(readContribution(endless('x'), TIMES, sink)).rejects.toMatchObject({ kind: 'wrong' });
    expect(given).toBeLessThan(300);
  });
});
