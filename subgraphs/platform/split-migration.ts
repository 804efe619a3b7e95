import type { QueryRunner } from 'typeorm';
import type { Agency } from '../../schema/agency.ts';
import { DESK_TABLES } from './desk-tables.ts';
import { indexPersons, personTable } from './platform-migration.ts';
import {
  createReleaseSchema,
  secureFacts,
  secureReleased,
  type FactRule,
  type ReleasedTableRule,
} from './row-security.ts';

/** A column, or some, that move out of a table of mixed rows into one of their own. */
export interface Move {
  readonly table: string;
  /** The columns of the new table, as in CREATE TABLE. */
  readonly columns: string;
  /** Reads `person_ref` and the columns, in their order, from what was there. */
  readonly from: string;
}

/** Makes the tables of moved columns, with their rows, and then takes the columns from where they were. */
export async function moveColumns(
  runner: QueryRunner,
  moves: readonly Move[],
  emptied: Readonly<Record<string, readonly string[]>>,
): Promise<void> {
  for (const { table, columns, from } of moves) {
    await runner.query(personTable(table, columns));
    const names = columns.split(/,\s*(?![^(]*\))/).map((column) => column.trim().split(' ')[0] ?? '');
    const stored = names.filter((name) => !/^(UNIQUE|CHECK|CONSTRAINT)$/.test(name));
    await runner.query(`INSERT INTO ${table} (${['person_ref', ...stored].join(', ')}) ${from}`);
  }
  // A unique constraint that begins with the person serves as the index.
  const plain = moves.filter(({ columns }) => !columns.includes('UNIQUE (person_ref'));
  await indexPersons(
    runner,
    plain.map(({ table }) => table),
  );
  for (const [table, columns] of Object.entries(emptied)) {
    await runner.query(`ALTER TABLE ${table} ${columns.map((column) => `DROP COLUMN ${column}`).join(', ')}`);
  }
}

/** Gives the rows of a table a key of their own within the person, by which the tables split from it find them. */
export async function addItemKey(runner: QueryRunner, table: string, column: string): Promise<void> {
  await runner.query(`ALTER TABLE ${table} ADD COLUMN ${column} text`);
  await runner.query(`UPDATE ${table} SET ${column} = id::text`);
  await runner.query(`ALTER TABLE ${table} ALTER COLUMN ${column} SET NOT NULL, ADD UNIQUE (person_ref, ${column})`);
}

/** What each agency splits: who is known, the name and number, the address, the day of birth. */
const PERSON_MOVES: readonly Move[] = [
  { table: 'known_person', columns: 'UNIQUE (person_ref)', from: 'SELECT person_ref FROM person' },
  {
    table: 'person_birth',
    columns: 'birth_date date NOT NULL, UNIQUE (person_ref)',
    from: 'SELECT person_ref, birth_date FROM person WHERE birth_date IS NOT NULL',
  },
  {
    table: 'person_address',
    columns: 'address text NOT NULL, UNIQUE (person_ref)',
    from: 'SELECT person_ref, address FROM person WHERE address IS NOT NULL',
  },
];

/** Splits the tables that each agency has, so that each holds one row of the access matrix. */
export async function splitPersons(runner: QueryRunner): Promise<void> {
  await moveColumns(runner, PERSON_MOVES, { person: ['birth_date', 'address'] });
}

/** Puts row-level security on every table of persons: the agency's own by its rules, the platform's by the rules for all. */
export async function secureAgency(
  runner: QueryRunner,
  agency: Agency,
  {
    rules,
    facts = {},
  }: { readonly rules: readonly ReleasedTableRule[]; readonly facts?: Readonly<Record<string, FactRule>> },
): Promise<void> {
  await createReleaseSchema(runner, agency);
  await secureFacts(runner, agency, {
    // A desk rules on requests by their id, and limits of age turn on it; no field shows it.
    person_birth: 'or-at-the-desk',
    protected_person: 'about-the-person',
    former_ref: 'or-at-the-audit',
    case_assignment: 'about-the-person',
    ...Object.fromEntries(DESK_TABLES.map(({ name }) => [name, 'or-at-the-desk' as const])),
    ...facts,
  });
  await secureReleased(runner, agency, rules);
}

/** The rules for the name, the address and the marking, at the agency whose record has that type. */
export function personRules(
  record: string,
  known: { readonly row: string; readonly door: string },
): readonly ReleasedTableRule[] {
  return [
    {
      table: 'person',
      row: 'M01',
      views: [
        {
          doors: [`${record}.name`, `${record}.personalIdentityNumber`],
          columns: {
            number: `${record}.personalIdentityNumber`,
            given_name: `${record}.name`,
            family_name: `${record}.name`,
          },
        },
      ],
    },
    {
      table: 'person_address',
      row: 'M02',
      views: [{ doors: [`${record}.address`], columns: { address: null } }],
    },
    {
      table: 'protected_person',
      row: 'M03',
      existence: [`${record}.protectedMarking`, `${record}.protectedContact`],
      isFact: true,
      views: [
        {
          doors: [`${record}.protectedMarking`, `${record}.protectedContact`],
          columns: { marking: `${record}.protectedMarking`, contact: `${record}.protectedContact` },
        },
      ],
    },
    {
      table: 'known_person',
      row: known.row,
      narrowed: { 'own-report': 'true' },
      views: [{ doors: [known.door], columns: {} }],
    },
  ];
}
