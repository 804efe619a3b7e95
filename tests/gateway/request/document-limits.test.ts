import { buildASTSchema, buildSchema, getIntrospectionQuery, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { admitDocument, admitVariables } from '../../../gateway/request/admit.ts';
import { SamsynError } from '../../../schema/error-catalogue.ts';
import { readSupergraph } from '../../../schema/sdl/read-sdl.ts';
import { selectionOf, treeOf } from '../../system/graph-tree.ts';

const SCHEMA = buildASTSchema(parse(readSupergraph()), { assumeValidSDL: true });
const REF = (index: number): string => `r1_${String(index).padStart(43, 'A')}`;
const refs = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => REF(index));
const times = (count: number, write: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => write(index)).join(' ');

/** What is passed, as the error tells it; null where the document is admitted. */
function passed(query: string, variables: Readonly<Record<string, unknown>> = {}, schema = SCHEMA): string | null {
  try {
    admitVariables(admitDocument(query, null, schema), variables, schema);
    return null;
  } catch (error) {
    if (!(error instanceof SamsynError) || error.code !== 'DOCUMENT_TOO_LARGE') throw error;
    return `${error.facts['limit'] ?? ''} ${error.facts['what'] ?? ''}`;
  }
}

const WHOLE = selectionOf(treeOf('Individual'));
const LIST = 'query ($refs: [ID!]!) { individuals(refs: $refs)';
const me = (fields: string): string => `{ me { ${fields} } }`;
/** Under the limit of aliases of one field, by taking turns. */
const inTurn = (count: number): string =>
  times(count, (index) => `x${index}: ${['role', 'roleTitle', 'agency', 'workplace', '__typename'][index % 5] ?? ''}`);

describe('a document', () => {
  it('may ask for everything of a hundred persons', () => {
    expect(passed(`${LIST} { ${WHOLE} } }`, { refs: refs(100) })).toBeNull();
  });

  it('may ask for the schema as tools do', () => {
    expect(passed(getIntrospectionQuery())).toBeNull();
  });

  it.each([
    ['many fields of one object', me(inTurn(50)), null],
    ['too many fields of one object', `{ me { ${inTurn(50)} ...A ...B } } ${parts()}`, '120 fields of one object'],
    ['many aliases', roots(5, 50), null],
    ['too many aliases', roots(6, 50), '300 aliases'],
    ['many directives', `{ ${times(10, (index) => `a${index}: me { ${conditional(20)} }`)} }`, null],
    ['too many directives', `{ ${times(10, (index) => `a${index}: me { ${conditional(21)} }`)} }`, '200 directives'],
  ])('with %s is held against the limits', (_, query, limit) => {
    expect(passed(query)).toBe(limit);
  });

  it.each(['query', 'mutation'])('with fragments that double is not written out before it is measured (%s)', (kind) => {
    const root = kind === 'query' ? 'Query' : 'Mutation';
    const name = (level: number): string => `F${level}`;
    const last = kind === 'query' ? '__typename' : 'police { __typename }';
    const fragments = Array.from({ length: 40 }, (_, level) => {
      const inner = level === 39 ? last : `...${name(level + 1)} ...${name(level + 1)}`;
      return `fragment ${name(level)} on ${root} { ${inner} }`;
    });
    expect(passed(`${kind} { ...F0 } ${fragments.join(' ')}`)).toMatch(/selections$/);
  });

  it('may go so deep, and no deeper: in a graph that goes in circles', () => {
    const circle = buildSchema('type Query { me: Me } type Me { me: Me role: String }');
    const levels = (count: number): string => `${'{ me '.repeat(count - 1)} { role }${' }'.repeat(count - 1)}`;
    expect(passed(levels(12), {}, circle)).toBeNull();
    expect(passed(levels(13), {}, circle)).toBe('12 levels');
  });

  function parts(): string {
    const list = (from: number): string => inTurn(50).replaceAll(/x(\d+)/g, (_, index) => `y${from + Number(index)}`);
    return `fragment A on Me { ${list(100)} } fragment B on Me { ${list(200)} }`;
  }

  function roots(count: number, fields: number): string {
    return `{ ${times(count, (index) => `a${index}: me { ${inTurn(fields)} }`)} }`;
  }

  function conditional(count: number): string {
    const names = ['role', 'roleTitle', 'agency', 'workplace'];
    return times(count, (index) => `... on Me @include(if: true) { ${names[index % 4] ?? ''} }`);
  }
});

describe('an answer that could be too large', () => {
  const GRADES = '{ school { grades { term subject grade } } }';

  it('is refused by how long its lists are taken to be, before anything is fetched', () => {
    const heavy = `{ ${times(10, (index) => `a${index}: school { grades { term subject grade } }`)} }`;
    expect(passed(`${LIST} ${GRADES} }`, { refs: refs(200) })).toBeNull();
    expect(passed(`${LIST} ${heavy} }`, { refs: refs(200) })).toBe('300000 values that its answer could hold');
  });

  it('is reckoned the same whoever the persons are', () => {
    const others = refs(200).map((ref) => ref.replace('r1_A', 'r1_Z'));
    expect(passed(`${LIST} { ${WHOLE} } }`, { refs: refs(200) })).toBe(
      passed(`${LIST} { ${WHOLE} } }`, { refs: others }),
    );
  });

  it('is refused for too many persons, wherever they are named', () => {
    expect(passed(`${LIST} { ref } }`, { refs: refs(201) })).toBe('200 persons');
    const twice =
      'query ($a: [ID!]!, $b: [ID!]!) { a: individuals(refs: $a) { ref } b: individuals(refs: $b) { ref } }';
    expect(passed(twice, { a: refs(150), b: refs(150) })).toBe('200 persons');
    expect(passed(twice, { a: refs(100), b: refs(100) })).toBeNull();
  });

  it('is refused for a list in the variables that nobody would send, however deep it lies', () => {
    const coordinates = Array.from({ length: 501 }, () => 'SocialRecord.isKnown');
    const query = 'query ($input: Simulation!) { simulate(input: $input) { coordinate } }';
    const input = { role: 'POLICE_INVESTIGATOR', purpose: 'SIG', coordinates };
    expect(() => passed(query, { input })).toThrow(expect.objectContaining({ code: 'VARIABLES_INVALID' }));
    const explain = 'query ($c: [String!]!) { explainAccess(coordinates: $c) { coordinate } }';
    expect(passed(explain, { c: coordinates })).toBe('500 entries in a list');
    expect(passed(explain, { c: coordinates.slice(1) })).toBeNull();
  });
});
