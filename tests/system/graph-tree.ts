import { readFileSync } from 'node:fs';
import { Kind, parse, type ObjectTypeDefinitionNode, type TypeNode } from 'graphql';

/** One field of the composed graph as it is reached from a type, with all that lies beneath it. */
export interface GraphNode {
  readonly key: string;
  readonly coordinate: string;
  /** Empty for a leaf. */
  readonly children: readonly GraphNode[];
}

type Fields = ReadonlyMap<string, string>;

const SUBGRAPHS = ['gateway', 'police', 'socialtjanst', 'school'] as const;
const TYPES = readTypes();

/** Every coordinate of the checked-in subgraph schemas, joined by hand and not by the composer. */
export function schemaCoordinates(): readonly string[] {
  return [...TYPES].flatMap(([type, fields]) => [...fields.keys()].map((field) => `${type}.${field}`));
}

/** All that can be reached from a type; the graph has no cycles but at the doors, which are not entered again. */
export function treeOf(type: string): readonly GraphNode[] {
  return [...(TYPES.get(type) ?? [])].map(([key, fieldType]) => ({
    key,
    coordinate: `${type}.${key}`,
    children: treeOf(fieldType),
  }));
}

/** Writes a tree out as a selection, all of it. */
export function selectionOf(nodes: readonly GraphNode[]): string {
  return nodes
    .map(({ key, children }) => (children.length === 0 ? key : `${key} { ${selectionOf(children)} }`))
    .join(' ');
}

function readTypes(): ReadonlyMap<string, Fields> {
  const types = new Map<string, Map<string, string>>();
  for (const subgraph of SUBGRAPHS) {
    const sdl = readFileSync(new URL(`../../schema/sdl/${subgraph}.graphql`, import.meta.url), 'utf8');
    for (const definition of parse(sdl).definitions) {
      if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
      const fields = types.get(definition.name.value) ?? new Map<string, string>();
      types.set(definition.name.value, fields);
      addFields(definition, fields);
    }
  }
  return types;
}

function addFields({ fields = [] }: ObjectTypeDefinitionNode, into: Map<string, string>): void {
  for (const field of fields) into.set(field.name.value, typeName(field.type));
}

function typeName(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : typeName(type.type);
}
