import type { ChainedEntry } from '../record/chain.ts';
import { readActEntries, readPersonEntries } from '../record/read-record.ts';
import { readEveryRef } from './audit-person.ts';
import { withRecord } from './audit-record.ts';
import { CommandError, type Command } from './command.ts';
import { readOptionsOf } from './read-options.ts';

const OPTIONS = { person: { type: 'boolean', default: false }, ground: { type: 'string' } } as const;

/** The id of a consent or grant, as the record has it. */
const ACT_ID = /^[\w-]{1,64}$/;

/** Lists what was released and refused of one person, or released under one consent or grant. */
export const showAudit: Command = ({ args, write, now }) => {
  const { person, ground } = readOptionsOf('audit', { args, most: 0 }, OPTIONS).values;
  if (person === (ground !== undefined)) {
    throw new CommandError('say --person or --ground <id>, one of them: see npx samsyn audit --help.');
  }
  if (ground !== undefined && !ACT_ID.test(ground)) {
    throw new CommandError('--ground must be the id of a consent or grant.');
  }
  return withRecord(async (client, settings) => {
    const entries =
      ground === undefined
        ? await readPersonEntries(client, await readEveryRef(settings, now))
        : await readActEntries(client, ground);
    for (const entry of entries) write(describeEntry(entry, ground ?? null));
    write(`${entries.length} ${entries.length === 1 ? 'entry' : 'entries'}\n`);
    return 0;
  });
};

/** One entry in lines; of a consent or grant only what stood on it, and whose it is. */
function describeEntry({ chain, sequence, body }: ChainedEntry, actId: string | null): string {
  const { at, agency, role, staffSubject, purpose, caseNumber } = body;
  const head = [at, agency, role, staffSubject, purpose ?? '-', caseNumber ?? '-', `[${chain} ${sequence}]`];
  const lines = [head.join('  ')];
  if (actId === null) {
    const verb = body.kind === 'act' ? 'done    ' : 'released';
    lines.push(...body.released.map((coordinate) => `  ${verb}  ${withGrounds(coordinate, body.grounds)}`));
    lines.push(...body.withheld.map((reason) => `  withheld  ${reason}`));
    lines.push(...body.missing.map((missing) => `  missing   ${missing}`));
  } else {
    lines.push(`  of        ${body.personRef ?? '-'}`);
    const stood = body.grounds.filter((ground) => ground.endsWith(` ${actId}`));
    lines.push(...stood.map((ground) => `  released  ${ground.split(' ').slice(0, 2).join('  ')}`));
  }
  return `${lines.join('\n')}\n`;
}

/** A coordinate with the grounds that it was released on. */
function withGrounds(coordinate: string, grounds: readonly string[]): string {
  const own = grounds.filter((ground) => ground.startsWith(`${coordinate} `));
  return [coordinate, ...own.map((ground) => ground.slice(coordinate.length + 1))].join('  ');
}
