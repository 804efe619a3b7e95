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
}

/** A table of rows about persons: each row has an `id` and the `personRef` of whose it is. */
export interface PersonTable<C extends Columns = Columns> extends StoredTable {
  readonly columns: C;
  /** Newest first, by this column; null keeps the order of filling. */
  readonly newestBy: (keyof C & string) | null;
  readonly entity: EntitySchema<PersonRow<C>>;
}

/** What is known of one person in one table's columns, before it is stored. */
export type NewRow<C extends Columns> = { readonly [Name in keyof C]: ColumnValue<C[Name]> };

export type PersonRow<C extends Columns = Columns> = { readonly id: string; readonly personRef: string } & NewRow<C>;

/** The row type of a table. */
export type RowOf<Table> = Table extends PersonTable<infer C> ? PersonRow<C> : never;

/** Describes a table in camelCase; the database has the same names in snake_case. */
export function defineTable<const C extends Columns>(
  name: string,
  columns: C,
  newestBy: (keyof C & string) | null = null,
): PersonTable<C> {
  const described: Record<string, EntitySchemaColumnOptions> = {
    id: { type: 'bigint', primary: true, generated: 'increment' },
    personRef: { type: 'text', name: 'person_ref' },
  };
  for (const [column, type] of Object.entries(columns)) described[column] = describeColumn(column, type);
  const entity = new EntitySchema<PersonRow<C>>({
    name,
    tableName: name,
    columns: described,
  });
  return { name, columns, newestBy, entity };
}

/** `reportedAt` is `reported_at` in the database. */
export function columnName(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
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
