import type { PublicList } from '../aggregates/graph/public-list.ts';
import { CommandError } from './command.ts';
import { openGatewayLine } from './gateway-line.ts';

export type ListLanguage = 'sv' | 'en';

/**
 * Reads what the gateway of SAMSYN_URL publishes of its aggregates.
 * @throws CommandError when it does not answer, or not with such a list
 */
export async function readPublicList(): Promise<PublicList> {
  const list = (await openGatewayLine(process.env).readPublic('/aggregates/public.json')) as Partial<PublicList> | null;
  if (!Array.isArray(list?.definitions) || !Array.isArray(list.runs)) {
    throw new CommandError('what answers at SAMSYN_URL has no list of aggregates: is it a gateway of this version?');
  }
  return list as PublicList;
}

/** @throws CommandError when it is neither */
export function readLanguage(text: string): ListLanguage {
  if (text !== 'sv' && text !== 'en') throw new CommandError(`--language must be sv or en, and "${text}" is not.`);
  return text;
}
