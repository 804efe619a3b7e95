import { buildSchema, graphql, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { applyMiddleware } from 'graphql-middleware';
import { describe, expect, it } from 'vitest';
import type { Decision } from '../../policies/decide.ts';
import { createShieldTree, type DecidingContext } from '../../policies/shield-tree.ts';
import { SamsynError } from '../../schema/error-catalogue.ts';

const SCHEMA = `
  scalar _Any
  union _Entity = Person
  type _Service { sdl: String, secret: String }
  type _Hidden { text: String }
  type Query { _entities: [_Entity], _service: _Service, _other: String, persons: [Person], count: Int, hidden: _Hidden }
  type Person { ref: ID, name: String, street: String, _inside: String, things: [Thing] }
  type Thing { colour: String, size: Int }
  input Wish { name: String }
`;
const THING = { personRef: 'r1_a', ref: 'r1_of-the-thing', colour: 'red', size: 3 };
const ANNA = { __typename: 'Person', ref: 'r1_a', name: 'A', street: 'S', _inside: 'X', things: [THING] };
const BO = { ref: 'r1_b', name: 'B', street: 'T', _inside: 'Y', things: [] };
const ROOT = {
  persons: [ANNA, BO],
  count: 2,
  _other: 'X',
  hidden: { text: 'X' },
  _entities: [ANNA],
  _service: { sdl: 'type Query', secret: 'X' },
};

const OPEN: Decision = {
  outcome: 'open',
  row: 'M01',
  ground: 'own',
  laws: [],
  limit: null,
  actId: null,
  until: null,
};
const CLOSED: Decision = {
  outcome: 'closed',
  row: 'M01',
  code: 'GROUND_NEEDED',
  openableBy: [{ ground: 'consent', laws: ['OSL 10:1'] }],
};
type Decide = DecidingContext['decideField'];

function guardedSchema(): GraphQLSchema {
  const schema = buildSchema(SCHEMA);
  return applyMiddleware(schema, createShieldTree(schema));
}

interface Answer {
  readonly data: ExecutionResult['data'];
  readonly codes: readonly unknown[];
  readonly errors: readonly { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> }[];
}

async function ask(source: string, decideField: Decide, rootValue: unknown = ROOT): Promise<Answer> {
  const schema = guardedSchema();
  const { data, errors = [] } = await graphql({ schema, source, rootValue, contextValue: { decideField } });
  return {
    data: JSON.parse(JSON.stringify(data ?? null)) as ExecutionResult['data'],
    codes: errors.map(({ originalError }) => (originalError instanceof SamsynError ? originalError.code : null)),
    errors: errors.map(({ message, extensions }) => ({ message, extensions })),
  };
}
const openBut =
  (closed: string, answer: Decide): Decide =>
  async (coordinate, ref) =>
    coordinate === closed ? answer(coordinate, ref) : Promise.resolve(OPEN);

describe('the shield of a subgraph', () => {
  it('asks for each field of each type by its coordinate and by whose it is, and opens what is decided open', async () => {
    const asked: string[] = [];
    const decideField: Decide = (coordinate, ref) => {
      asked.push(`${coordinate} ${ref ?? '-'}`);
      return Promise.resolve(OPEN);
    };
    const { data, errors } = await ask('{ count persons { name things { colour } } }', decideField);
    expect(errors).toEqual([]);
    expect(data).toEqual({
      count: 2,
      persons: [
        { name: 'A', things: [{ colour: 'red' }] },
        { name: 'B', things: [] },
      ],
    });
    expect(asked.sort()).toEqual([
      'Person.name r1_a',
      'Person.name r1_b',
      'Person.things r1_a',
      'Person.things r1_b',
      'Query.count -',
      'Query.persons -',
      'Thing.colour r1_a',
    ]);
  });

  it('takes no ref for a person’s that is no text', async () => {
    const refs: (string | null)[] = [];
    const decideField: Decide = (_, ref) => {
      refs.push(ref);
      return Promise.resolve(OPEN);
    };
    const persons = [{ ref: 7, name: 'A' }, { personRef: ['r1_a'], ref: 'r1_a', name: 'B' }, { name: 'C' }];
    await ask('{ persons { name } }', decideField, { persons });
    await ask('{ count }', decideField, null);
    expect(refs).toEqual([null, null, null, null, null]);
  });

  it('closes one field with its reason, and no sibling of it', async () => {
    const closes: Decide = (_, ref) => Promise.resolve(ref === 'r1_b' ? CLOSED : OPEN);
    const { data, errors } = await ask('{ persons { name street } }', openBut('Person.street', closes));
    expect(data).toEqual({
      persons: [
        { name: 'A', street: 'S' },
        { name: 'B', street: null },
      ],
    });
    expect(errors).toEqual([
      {
        message: 'Person.street is withheld: GROUND_NEEDED',
        extensions: {
          code: 'UNAUTHORIZED_FIELD_OR_TYPE',
          withheld: {
            coordinate: 'Person.street',
            code: 'GROUND_NEEDED',
            ground: 'consent',
            openableBy: [{ ground: 'consent', laws: ['OSL 10:1'] }],
          },
        },
      },
    ]);
  });

  it('closes what the holder could not settle, as something broken', async () => {
    const unsettled: Decide = () =>
      Promise.resolve({ outcome: 'perhaps', row: 'M01', ground: 'consent', openableBy: [] });
    const { data, codes } = await ask('{ persons { name } }', openBut('Person.name', unsettled));
    expect(data).toEqual({ persons: [{ name: null }, { name: null }] });
    expect(codes).toEqual(['INTERNAL', 'INTERNAL']);
  });

  it.each([new SamsynError('CONSENT_LAPSED', {}), new TypeError('no such column')])(
    'closes where a fact cannot be had (%s), and tells nothing of why',
    async (thrown) => {
      const breaks: Decide = () => {
        throw thrown;
      };
      const answer = await ask('{ count persons { street } }', openBut('Query.count', breaks));
      expect(answer).toMatchObject({ data: { count: null, persons: [{ street: 'S' }, { street: 'T' }] } });
      expect(answer.codes).toEqual(['INTERNAL']);
      expect(answer.errors[0]?.message).toBe(new SamsynError('INTERNAL', {}).message);
    },
  );

  it('passes on what a resolver throws, as itself', async () => {
    const broken = {
      count: () => {
        throw new SamsynError('RECORD_UNAVAILABLE', {});
      },
    };
    const answer = await ask('{ count }', () => Promise.resolve(OPEN), broken);
    expect(answer).toMatchObject({ data: { count: null }, codes: ['RECORD_UNAVAILABLE'] });
  });

  it('denies a field that looks like machinery and is none, though all should be open', async () => {
    const { data, errors } = await ask('{ _other hidden { text } _service { secret } persons { _inside } }', () =>
      Promise.resolve(OPEN),
    );
    expect(data).toEqual({
      _other: null,
      hidden: { text: null },
      _service: { secret: null },
      persons: [{ _inside: null }, { _inside: null }],
    });
    expect(errors).toHaveLength(5);
  });

  it('lets federation have its stubs and its schema without a decision, and nothing of the person', async () => {
    const never: Decide = () => Promise.resolve({ ...CLOSED, code: 'NEVER', openableBy: [] });
    const { data } = await ask('{ _service { sdl } _entities { __typename ... on Person { name } } }', never);
    expect(data).toEqual({ _service: { sdl: 'type Query' }, _entities: [{ __typename: 'Person', name: null }] });
  });
});
