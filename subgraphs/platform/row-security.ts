import type { QueryRunner } from 'typeorm';
import type { Agency } from '../../schema/agency.ts';

/** What a view shows of a table, and to whom it opens. */
export interface ReleaseView {
  /** The table's own where it is absent. */
  readonly name?: string;
  /** A row is there for a person of whom one of these coordinates is open. */
  readonly doors: readonly string[];
  /** By column: the coordinate that it is shown under; null where it comes with the row. */
  readonly columns: Readonly<Record<string, string | null>>;
  /** Second names of columns, which come with the row. */
  readonly copies?: Readonly<Record<string, string>>;
  readonly newestBy?: string;
}

/** A table that holds one row of the access matrix, and what is released of it. */
export interface ReleasedTableRule {
  readonly table: string;
  /** Row of the access matrix. */
  readonly row: string;
  /** Coordinates that tell of existence alone: they too must reach the table. */
  readonly existence?: readonly string[];
  /** By a limit on items, such as `own-report`: the SQL condition on the rows that it lets through. */
  readonly narrowed?: Readonly<Record<string, string>>;
  /** Whether decisions turn on it too, so that it was secured as a fact; the runtime login then reads it both ways. */
  readonly isFact?: boolean;
  readonly views: readonly ReleaseView[];
}

/** When facts of a person can be read: in a transaction about that person; also at a desk of the agency, or by who audits its log. */
export type FactRule = 'about-the-person' | 'or-at-the-desk' | 'or-at-the-audit';

const BOUND_REFS = `person_ref = ANY ((SELECT released.bound_refs())::text[])`;
const ELSE: Readonly<Record<FactRule, string>> = {
  'about-the-person': '',
  'or-at-the-desk': ` OR current_setting('samsyn.desk', true) = 'on'`,
  // No serving process sets it: the command line that compares logs does, which knows no person.
  'or-at-the-audit': ` OR current_setting('samsyn.audit', true) = 'on'`,
};

/**
 * Functions by which policies and views read what a transaction is bound to. Without a binding they give null, which is equal to
 * nothing. `samsyn.permits` is `[{"refs":[…],"opens":[…]}]`.
 */
const FUNCTIONS = [
  'CREATE SCHEMA released',
  `CREATE FUNCTION released.bound_refs() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE
     RETURN string_to_array(nullif(current_setting('samsyn.refs', true), ''), ',')`,
  `CREATE FUNCTION released.open_refs(unit text) RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE
     RETURN (SELECT array_agg(ref)
       FROM jsonb_array_elements(nullif(current_setting('samsyn.permits', true), '')::jsonb) AS permit,
         jsonb_array_elements_text(permit -> 'refs') AS ref
       WHERE permit -> 'opens' ? unit)`,
] as const;

/** Makes what the policies and views of an agency's database rest on. */
export async function createReleaseSchema(runner: QueryRunner, agency: Agency): Promise<void> {
  for (const statement of FUNCTIONS) await runner.query(statement);
  await runner.query(`GRANT USAGE ON SCHEMA released TO ${agency}_app`);
}

/**
 * Lets the runtime login read a table through its views alone, and there only the rows and columns that the transaction is
 * permitted. Security is forced on the owner too: views read as their owner, so without it they would read everything. The owner's
 * own sessions (migrations, filling) pass by a policy of their own.
 */
export async function secureReleased(
  runner: QueryRunner,
  agency: Agency,
  rules: readonly ReleasedTableRule[],
): Promise<void> {
  for (const rule of rules) {
    const { table, row, existence = [], views } = rule;
    const reached = [row, ...existence].map((unit) => isOpen(rule, unit)).join(' OR ');
    if (rule.isFact !== true) {
      await forceSecurity(runner, agency, table);
      await runner.query(`REVOKE SELECT ON ${table} FROM ${agency}_app`);
    }
    await runner.query(`CREATE POLICY permitted ON ${table} FOR SELECT TO ${agency}_owner USING (${reached})`);
    for (const view of views) await createView(runner, agency, { rule, view });
  }
}

/** Lets the runtime login read facts that decisions turn on, before it is known what is permitted. */
export async function secureFacts(
  runner: QueryRunner,
  agency: Agency,
  rules: Readonly<Record<string, FactRule>>,
): Promise<void> {
  for (const [table, rule] of Object.entries(rules)) {
    const reached = `${BOUND_REFS}${ELSE[rule]}`;
    await forceSecurity(runner, agency, table, reached);
    await runner.query(`GRANT SELECT ON ${table} TO ${agency}_app`);
    await runner.query(
      `CREATE POLICY bound ON ${table} FOR SELECT TO ${agency}_app, ${agency}_owner USING (${reached})`,
    );
  }
}

/** Rows are added about the persons of the transaction alone; which tables can be added to is a matter of grants. */
async function forceSecurity(runner: QueryRunner, agency: Agency, table: string, added = BOUND_REFS): Promise<void> {
  const isOwner = `current_user = '${agency}_owner'`;
  await runner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
  await runner.query(`CREATE POLICY owner ON ${table} TO ${agency}_owner USING (${isOwner}) WITH CHECK (${isOwner})`);
  await runner.query(`CREATE POLICY added ON ${table} FOR INSERT TO ${agency}_app WITH CHECK (${added})`);
}

async function createView(
  runner: QueryRunner,
  agency: Agency,
  { rule, view }: { readonly rule: ReleasedTableRule; readonly view: ReleaseView },
): Promise<void> {
  const { name = rule.table, doors, columns, copies = {}, newestBy } = view;
  const open = (unit: string): string => `current_user = '${agency}_owner' OR ${isOpen(rule, unit)}`;
  const shown = Object.entries(columns).map(([column, coordinate]) =>
    coordinate === null ? `"${column}"` : `CASE WHEN ${open(coordinate)} THEN "${column}" END AS "${column}"`,
  );
  const order = newestBy === undefined ? 'id' : `"${newestBy}" DESC, id`;
  const all = [
    'id',
    'person_ref',
    ...shown,
    ...Object.entries(copies).map(([copy, column]) => `"${column}" AS "${copy}"`),
    `(row_number() OVER (PARTITION BY person_ref ORDER BY ${order}))::integer AS place`,
  ];
  await runner.query(
    `CREATE VIEW released.${name} WITH (security_barrier) AS SELECT ${all.join(', ')} FROM public.${rule.table}
     WHERE ${doors.map(open).join(' OR ')}`,
  );
  await runner.query(`GRANT SELECT ON released.${name} TO ${agency}_app`);
}

/** Whether a unit (row or coordinate) is open for the person of a row, whole or within a limit on items. */
function isOpen({ narrowed = {} }: ReleasedTableRule, unit: string): string {
  const has = (name: string): string => `person_ref = ANY ((SELECT released.open_refs('${name}'))::text[])`;
  const within = Object.entries(narrowed).map(
    ([limit, condition]) => `((${condition}) AND ${has(`${unit}/${limit}`)})`,
  );
  return [has(unit), ...within].join(' OR ');
}

/** The columns of a table as fields of one type: `of('Suspicion', 'crimeCode date')` is `{crime_code: 'Suspicion.crimeCode', …}`. */
export function of(type: string, fields: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    fields
      .split(' ')
      .map((field) => [field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), `${type}.${field}`]),
  );
}

/** Columns that all stand under one coordinate, or that come with the row. */
export function under(coordinate: string | null, columns: string): Readonly<Record<string, string | null>> {
  return Object.fromEntries(columns.split(' ').map((column) => [column, coordinate]));
}
