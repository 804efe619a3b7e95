import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';

/** The column types in use: what PostgreSQL calls them, and what a row then holds. A `?` makes the column nullable. */
interface ColumnValues {
  text: string;
  date: string;
  timestamptz: Date;
  boolean: boolean;
  integer: number;
  'text[]': readonly string[];
  jsonb: unknown;
}

type ColumnType = keyof ColumnValues | `${keyof ColumnValues}?`;

type ColumnValue<Type extends ColumnType> = Type extends `${infer Base extends keyof ColumnValues}?`
  ? ColumnValues[Base] | null
  : Type extends keyof ColumnValues
    ? ColumnValues[Type]
    : never;

export type Columns = Readonly<Record<string, ColumnType>>;

/** A table as the database and the filling see it, whatever its columns. */
export interface StoredTable {
  readonly name: string;
  readonly columns: Columns;
  readonly entity: EntitySchema;
  /** What is read in place of the table: the view of what the transaction's receipt opens, or the table itself. */
  readonly reads: EntitySchema;
}

/** A table of rows about persons: each row has an `id` and the `personRef` of whose it is. */
export interface PersonTable<C extends Columns = Columns, Row = PersonRow<C>> extends StoredTable {
  readonly columns: C;
  /** Newest first, by this column; null keeps the order of filling. */
  readonly newestBy: (keyof C & string) | null;
  readonly entity: EntitySchema<PersonRow<C>>;
  readonly reads: EntitySchema<Row>;
}

/** What is known of one person in one table's columns, before it is stored. */
export type NewRow<C extends Columns> = { readonly [Name in keyof C]: ColumnValue<C[Name]> };

interface OfPerson {
  readonly id: string;
  readonly personRef: string;
}

export type PersonRow<C extends Columns = Columns> = OfPerson & NewRow<C>;

/** The type of the rows that are read of a table. */
export type RowOf<Table> = Table extends { readonly reads: EntitySchema<infer Row> } ? Row : never;

/** Describes a table in camelCase; the database has the same names in snake_case. It is read as it is stored. */
export function defineTable<const C extends Columns>(
  name: string,
  columns: C,
  newestBy: (keyof C & string) | null = null,
): PersonTable<C> {
  const entity = new EntitySchema<PersonRow<C>>({ name, tableName: name, columns: describeColumns(columns) });
  return { name, columns, newestBy, entity, reads: entity };
}

/** The schema of the views that a runtime login reads; what it was not let into is null there, or no row at all. */
const RELEASED = 'released';

/** A view has one column of its own anyway, and no copy by its name. */
type NoCopies = Readonly<Partial<Record<'place', never>>>;

type CopiesOf<C extends Columns> = Readonly<Record<string, keyof C & string>>;

interface ReleaseOptions<C extends Columns, Open extends keyof C, Hidden extends keyof C, Copies extends CopiesOf<C>> {
  readonly newestBy?: keyof C & string;
  /** Columns that come with the row, since the register works with them and no field of the graph shows them. */
  readonly open?: readonly Open[];
  /** Columns that are stored and not released. */
  readonly hidden?: readonly Hidden[];
  /** Columns that the register works with although a field shows them too: under a second name they come with the row. */
  readonly copies?: Copies;
}

/** A row as the view releases it: a column is null where its field is closed, unless it comes with the row. */
export type ReleasedRow<
  C extends Columns,
  Open extends keyof C = never,
  Hidden extends keyof C = never,
  Copies extends CopiesOf<C> = NoCopies,
> = OfPerson & { readonly [Name in Open]: ColumnValue<C[Name]> } & {
  readonly [Name in Exclude<keyof C, Open | Hidden>]: ColumnValue<C[Name]> | null;
} & { readonly [Name in keyof Copies]: ColumnValue<C[Copies[Name]]> };

/** Describes a table of one row of the access matrix: stored whole, and read through the view of its name alone. */
export function defineReleased<
  const C extends Columns,
  Open extends keyof C & string = never,
  Hidden extends keyof C & string = never,
  const Copies extends CopiesOf<C> = NoCopies,
>(
  name: string,
  columns: C,
  options: ReleaseOptions<C, Open, Hidden, Copies> = {},
): PersonTable<C, ReleasedRow<C, Open, Hidden, Copies>> {
  const { newestBy = null, hidden = [], copies } = options;
  const entity = new EntitySchema<PersonRow<C>>({ name, tableName: name, columns: describeColumns(columns) });
  const shown = Object.entries(columns).filter(([column]) => !hidden.some((other) => other === column));
  const copied = Object.entries(copies ?? {}).map(([copy, column]) => [copy, columns[column] ?? 'text'] as const);
  return { name, columns, newestBy, entity, reads: viewOf(name, Object.fromEntries([...shown, ...copied])) };
}

/** A table read as it is stored, for facts that decisions turn on before anything is released. */
export function asStored<C extends Columns>({
  name,
  columns,
  newestBy,
  entity,
}: PersonTable<C, unknown>): PersonTable<C> {
  return { name, columns, newestBy, entity, reads: entity };
}

/** Describes a view that tells that rows exist, and what the register needs to tell it; nothing is stored in it. */
export function defineSign<const C extends Columns>(name: string, columns: C): PersonTable<C> {
  const reads = viewOf<PersonRow<C>>(name, columns);
  return { name, columns, newestBy: null, entity: reads, reads };
}

function viewOf<Row>(name: string, columns: Columns): EntitySchema<Row> {
  return new EntitySchema<Row>({
    name: `${RELEASED}.${name}`,
    schema: RELEASED,
    tableName: name,
    columns: describeColumns({ ...columns, place: 'integer' }),
  });
}

/** `reportedAt` is `reported_at` in the database. */
export function columnName(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function describeColumns(columns: Columns): never {
  const described: Record<string, EntitySchemaColumnOptions> = {
    id: { type: 'bigint', primary: true, generated: 'increment' },
    personRef: { type: 'text', name: 'person_ref' },
  };
  for (const [column, type] of Object.entries(columns)) described[column] = describeColumn(column, type);
  return described as never;
}

function describeColumn(column: string, type: ColumnType): EntitySchemaColumnOptions {
  const isNullable = type.endsWith('?');
  const base = isNullable ? type.slice(0, -1) : type;
  const isArray = base.endsWith('[]');
  return {
    type: (isArray ? base.slice(0, -2) : base) as EntitySchemaColumnOptions['type'],
    name: columnName(column),
    nullable: isNullable,
    ...(isArray ? { array: true } : {}),
  };
}
