import type { PublicList } from '../aggregates/graph/public-list.ts';
import { tellApproval } from './aggregate-list.ts';
import { CommandError, type Command } from './command.ts';
import { readLanguage, readPublicList, type ListLanguage } from './read-public-list.ts';
import { readOptionsOf } from './read-options.ts';

const OPTIONS = { json: { type: 'boolean', default: false }, language: { type: 'string', default: 'sv' } } as const;

/** `aggregate show <id>`: everything that its reviewable text says, and who has approved it. */
export const showAggregate: Command = async ({ args, write }) => {
  const { values, positionals } = readOptionsOf('aggregate', { args, most: 1 }, OPTIONS);
  const language = readLanguage(values.language);
  const [id] = positionals;
  if (id === undefined) throw new CommandError('say which aggregate: npx samsyn aggregate show <id>.');
  const found = (await readPublicList()).definitions.find((definition) => definition.id === id);
  if (found === undefined) {
    throw new CommandError(`there is no aggregate "${id}": npx samsyn aggregate list names them.`);
  }
  if (values.json) {
    write(`${JSON.stringify(found, null, 2)}\n`);
    return 0;
  }
  write(describe(found, language));
  return 0;
};

function describe(found: PublicList['definitions'][number], language: ListLanguage): string {
  const sources = found.sources.map(
    (source) => `${source.measure} by ${source.dimensions.join(', ') || 'person alone'}: ${tellApproval(source)}`,
  );
  const facts: readonly (readonly [string, readonly string[]])[] = [
    ['counts', [`${found.universe[language]} (${found.unit})`]],
    ['purpose', [`${found.purpose} (${found.law})`]],
    ['tables', found.tables.map(({ dimensions }, at) => `${at + 1} ${dimensions.join(' × ')}`)],
    ['sources', sources],
    ['parameters', found.parameters.map(({ name, values }) => `${name}: ${values.join(' ')}`)],
    ['protection', [`up to ${found.suppressUpTo} not shown, others rounded to ${found.roundTo}`]],
    ['method', [found.methodNote[language]]],
    ['expires', [found.expires]],
    ['digest', [found.digest]],
  ];
  const lines = facts.flatMap(([name, texts]) =>
    texts.map((text, at) => `${(at === 0 ? name : '').padEnd(12)}${text}`),
  );
  const example = found.parameters.map(({ name, values }) => `--param ${name}=${values[0] ?? '…'}`);
  return [
    ...[found.title[language], found.description[language], '', ...lines, ''],
    `npx samsyn aggregate run ${found.id} ${example.join(' ')}\n`,
  ].join('\n');
}
