import type { StandingField, StandingShape } from './standing-shape.ts';

/** Writes an object, or a part of one, as JSON. */
type Write = (source: Readonly<Record<string, unknown>>) => string;

const written = new WeakMap<StandingShape, Map<string, Write>>();

/**
 * Writes the data of an answer in which no agency is missing as JSON, in one pass and without a copy of it: the same text as what
 * {@link assembleData} would give. What depends on the shape alone is made ready once.
 * @param typeName the type that the operation starts from
 */
export function writeData(
  shape: StandingShape,
  source: Readonly<Record<string, unknown>>,
  typeName: string | null,
): string {
  let byType = written.get(shape);
  if (byType === undefined) written.set(shape, (byType = new Map<string, Write>()));
  const name = typeName ?? '';
  let write = byType.get(name);
  if (write === undefined) byType.set(name, (write = compileObject(shape.fields, typeName)));
  return write(source);
}

const NOTHING: Readonly<Record<string, unknown>> = {};

/** What stands on an object depends on its type, which the object itself knows best. */
function compileObject(fields: readonly StandingField[], typeName: string | null): Write {
  const ways = new Map<string | null, Write>();
  const plain = compileFields(fields, typeName);
  return (source) => {
    const given = source['__typename'];
    if (typeof given !== 'string' || given === typeName) return plain(source);
    let way = ways.get(given);
    if (way === undefined) ways.set(given, (way = compileFields(fields, given)));
    return way(source);
  };
}

interface Part {
  /** `"key":`, with a comma before it but for the first. */
  readonly start: string;
  readonly write: Write;
}

function compileFields(fields: readonly StandingField[], runtimeType: string | null): Write {
  // Of two with one key the last stands, where the first stood.
  const byKey = new Map<string, StandingField>();
  for (const field of fields) {
    if (field.onTypes === null || field.onTypes.includes(runtimeType ?? '')) byKey.set(field.key, field);
  }
  const parts = [...byKey].map(([key, field], at): Part => {
    const start = `${at === 0 ? '' : ','}${JSON.stringify(key)}:`;
    return { start, write: compileField(field, runtimeType) };
  });
  return (source) => {
    let text = '{';
    for (const { start, write } of parts) text += start + write(source);
    return `${text}}`;
  };
}

function compileField(field: StandingField, runtimeType: string | null): Write {
  const { key, state, children, typeName, agency } = field;
  if (state === 'withheld') return () => 'null';
  if (state === 'typename') {
    const name = JSON.stringify(runtimeType);
    return () => name;
  }
  const writeObject = compileObject(children ?? [], typeName);
  if (state === 'hollow') return () => writeObject(NOTHING);
  const isDoor = agency !== null;
  return (source) => {
    const value = Object.hasOwn(source, key) ? source[key] : isDoor ? NOTHING : null;
    if (value === NOTHING) return writeObject(NOTHING);
    return children === null ? writeLeaf(value) : writeValue(value, writeObject);
  };
}

function writeValue(value: unknown, writeObject: Write): string {
  if (value === null || value === undefined) return 'null';
  if (!Array.isArray(value)) return writeObject(value as Readonly<Record<string, unknown>>);
  let text = '[';
  for (let at = 0; at < value.length; at += 1) text += (at === 0 ? '' : ',') + writeValue(value[at], writeObject);
  return `${text}]`;
}

/** Nothing in it that JSON writes otherwise. */
const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\ud7ff\ue000-\uffff]*$/;

function writeLeaf(value: unknown): string {
  if (typeof value === 'string' && PLAIN.test(value)) return `"${value}"`;
  return JSON.stringify(value ?? null);
}
