import { PURPOSES, isPurpose, type Purpose } from '../../schema/purpose.ts';
import { homeAgency, isRole, ROLE_TITLES, ROLES, type Role } from '../../schema/role.ts';
import type { BilingualText } from '../../policies/advise-on-access.ts';
import { explainAccess, type AccessExplanation, type ExplainedGround } from '../../policies/explain-access.ts';
import { loadPolicySet } from '../../policies/load-policy-set.ts';
import { policySetAt } from '../../policies/policy-set-at.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import { recordHolder } from '../../policies/record-holder.ts';
import { CommandError, type CommandLine } from './command.ts';
import { readDay, readOptions } from './read-options.ts';

const OPTIONS = {
  role: { type: 'string' },
  purpose: { type: 'string' },
  coordinate: { type: 'string' },
  row: { type: 'string' },
  at: { type: 'string' },
} as const;

const OUTCOMES: Readonly<Record<AccessExplanation['outcome'], string>> = {
  OPEN: 'OPEN (öppet)',
  TURNS_ON_FACTS: 'TURNS ON FACTS that the holder knows (beror på omständigheter)',
  CLOSED: 'CLOSED (stängt)',
};

/** `policy explain`: why a field, or each field of a row, is open or closed to a role and purpose, in full, in both languages. */
export function explainPolicy({ args, now, write }: CommandLine): number {
  const { values } = readOptions(args, OPTIONS, 0);
  const role = readRole(values.role);
  const purpose = readPurpose(values.purpose);
  const policySet = policySetAt(loadPolicySet(), readDay(values.at, now));
  const coordinates = readCoordinates(values.coordinate, values.row, policySet);
  write(`${role} (${ROLE_TITLES[role]}), ${purpose} (${policySet.purposes.get(purpose)?.swedish ?? ''})\n`);
  for (const coordinate of coordinates) {
    const holder = recordHolder(coordinate) ?? homeAgency(role);
    write(print(explainAccess({ coordinate, role, purpose, holder, facts: null }, policySet)));
  }
  return 0;
}

function readRole(text: string | undefined): Role {
  if (text !== undefined && isRole(text)) return text;
  throw new CommandError(`--role must be one of ${ROLES.join(', ')}.`);
}

function readPurpose(text: string | undefined): Purpose {
  if (text !== undefined && isPurpose(text)) return text;
  throw new CommandError(`--purpose must be one of ${PURPOSES.join(', ')}.`);
}

function readCoordinates(
  coordinate: string | undefined,
  row: string | undefined,
  { rules }: PolicySet,
): readonly string[] {
  if ((coordinate === undefined) === (row === undefined)) {
    throw new CommandError(
      'name what to explain by either --coordinate, such as SocialRecord.measures, or --row, such as M28.',
    );
  }
  if (coordinate !== undefined) {
    if (!/^[A-Z][A-Za-z]*\.[A-Za-z]+$/.test(coordinate)) throw new CommandError('--coordinate must be as Type.field.');
    return [coordinate];
  }
  const rule = rules.find((known) => known.row === row);
  if (rule === undefined) throw new CommandError('--row names no row of policies/rules.');
  const coordinates = [...rule.coordinates, ...rule.existence];
  if (coordinates.length === 0) throw new CommandError(`${rule.row} (${rule.title}) is nowhere in the graph.`);
  return coordinates;
}

function print({ coordinate, outcome, code, full, policyDigest, ...rest }: AccessExplanation): string {
  const lines = [
    '',
    `${coordinate}: ${OUTCOMES[outcome]}${code === null ? '' : ` ${code}`}`,
    ...rest.grounds.flatMap(printGround),
    ...printTexts('Must hold (måste gälla)', rest.missing),
    ...printTexts('What to do (vad du kan göra)', rest.whatToDo),
    ...(full === null
      ? []
      : [
          `  Row (rad): ${full.row} ${full.title.english} (${full.title.swedish})${full.needsLawyer ? ', a lawyer decides before production (jurist avgör)' : ''}`,
          `  Why (skäl): ${full.why}`,
          ...printList('Cell (cell)', full.cell),
          ...printList('Facts consulted (omständigheter som prövas)', full.factsConsulted),
          ...printList('Limits (begränsningar)', full.limits),
          ...printList('Limits of age (åldersgränser)', full.ageLimits),
          ...printList('In force (gäller)', full.datesInForce),
        ]),
    `  Policy (regelversion): ${policyDigest}`,
  ];
  return `${lines.join('\n')}\n`;
}

function printGround({ words, laws, limit }: ExplainedGround): readonly string[] {
  return [
    `  Ground (grund): ${words.english} (${words.swedish})${limit === null ? '' : `, ${limit}`}`,
    ...laws.flatMap(({ cite, statute, says, swedish }) => [
      `    ${cite}: ${statute}`,
      `      ${swedish}`,
      `      ${says}`,
    ]),
  ];
}

function printTexts(title: string, texts: readonly BilingualText[]): readonly string[] {
  return texts.length === 0
    ? []
    : [`  ${title}:`, ...texts.flatMap(({ english, swedish }) => [`    - ${swedish}`, `      ${english}`])];
}

function printList(title: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [`  ${title}: ${items.join('; ')}`];
}
