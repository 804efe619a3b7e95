import type { GraphNode } from '../graph-tree.ts';

/** A source of chance that a seed repeats: a whole number below `below`. */
export type Draw = (below: number) => number;

/** Draws the same numbers for the same seed (mulberry32). */
export function createDraw(seed: number): Draw {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

interface Writing {
  readonly draw: Draw;
  readonly fragments: string[];
  aliases: number;
}

/** An operation about persons with any fields, by any names, in fragments and under conditions; `$yes` is true and `$no` false. */
export function randomOperation(tree: readonly GraphNode[], draw: Draw): string {
  const writing: Writing = { draw, fragments: [], aliases: 0 };
  const of = writeSelection('Individual', tree, writing);
  const always = 'ref always: ref @include(if: $yes) @skip(if: $no)';
  return `query Any($refs: [ID!]!, $yes: Boolean!, $no: Boolean!) {
    individuals(refs: $refs) { ${always} ${of} }
  } ${writing.fragments.join(' ')}`;
}

function writeSelection(type: string, nodes: readonly GraphNode[], writing: Writing): string {
  const { draw } = writing;
  // Of a record of many fields some, of a small type most; never none.
  const isWide = nodes.length > 8;
  const chosen = nodes.filter(() => draw(isWide ? 3 : 4) !== 0 || !isWide).filter(() => draw(isWide ? 2 : 5) !== 0);
  const [first] = nodes;
  const all = chosen.length === 0 && first !== undefined ? [first] : chosen;
  const parts = all.map((node) => inFragment(type, writeField(node, writing), writing));
  return [...(draw(6) === 0 ? ['__typename'] : []), ...parts].join(' ');
}

function writeField(node: GraphNode, writing: Writing): string {
  const { draw } = writing;
  const alias = draw(4) === 0 ? `a${(writing.aliases += 1)}: ` : '';
  const condition = ['', '', '', '', ' @include(if: $yes)', ' @include(if: $no)', ' @skip(if: $no)'][draw(7)] ?? '';
  const [type = ''] = node.children[0]?.coordinate.split('.') ?? [];
  const inner = node.children.length === 0 ? '' : ` { ${writeSelection(type, node.children, writing)} }`;
  return `${alias}${node.key}${condition}${inner}`;
}

function inFragment(type: string, text: string, { draw, fragments }: Writing): string {
  const kind = draw(8);
  if (kind === 0) return `... on ${type} { ${text} }`;
  if (kind === 1) return `... @include(if: $yes) { ${text} }`;
  if (kind !== 2) return text;
  const name = `F${fragments.length}`;
  fragments.push(`fragment ${name} on ${type} { ${text} }`);
  return `...${name}`;
}
