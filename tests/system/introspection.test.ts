import { getIntrospectionQuery, type IntrospectionObjectType, type IntrospectionQuery } from 'graphql';
import { describe, expect, it } from 'vitest';
import { ROLES, type Role } from '../../schema/role.ts';
import { couldEverOpen } from '../policies/expect-decision.ts';
import { ask, type HttpAnswer } from './ask.ts';
import { treeOf, type GraphNode } from './graph-tree.ts';
import { numberOf, theTown } from './persons.ts';

const town = theTown();
const number = numberOf(town.person(town.cast.knownToAll));

describe('introspection', () => {
  it('shows each role the fields that some ground could open to it for some purpose, and no others', async () => {
    for (const role of ROLES) {
      const shown = objectTypes(await introspect(role)).flatMap(({ name, fields }) =>
        fields.map((field) => `${name}.${field.name}`),
      );
      expect({ role, shown: shown.toSorted() }).toEqual({ role, shown: [...reachableFor(role)].toSorted() });
    }
  });

  it('differs between roles: a mentor is not told of suspicions, a patrol officer not of treatment notes', async () => {
    const names = async (role: Role): Promise<string> => (await introspect(role)).text;
    expect(await names('school.mentor')).not.toMatch(/"suspicions"|"Suspicion"|"SuspicionStatus"|"treatmentNotes"/);
    expect(await names('police.patrol-officer')).not.toMatch(/"treatmentNotes"|"TreatmentNote"|"reporter"/);
    expect(await names('analyst')).not.toMatch(
      /"(Individual|PoliceRecord|SocialRecord|SchoolRecord|ProtectedMarking)"/,
    );
    expect(await names('socialtjanst.case-worker')).toMatch(/"TreatmentNote"/);
  });

  it('describes every type, field, argument and enum value that it shows', async () => {
    const { types } = schemaOf(await introspect('socialtjanst.case-worker'));
    const own = types.filter(
      ({ name }) =>
        !name.startsWith('__') && !['Query', 'Mutation', 'String', 'Int', 'Boolean', 'ID', 'Float'].includes(name),
    );
    expect(own.filter(({ description }) => (description ?? '') === '').map(({ name }) => name)).toEqual([]);
    const fields = own.flatMap((type) =>
      type.kind === 'OBJECT' ? type.fields.map((field) => [type.name, field] as const) : [],
    );
    const silent = fields.filter(([, { description, args }]) =>
      [description, ...args.map((argument) => argument.description)].some((text) => (text ?? '') === ''),
    );
    expect(silent.map(([type, { name }]) => `${type}.${name}`)).toEqual([]);
  });

  it('answers a question about one type by the same measure, and nothing about a type that the role can never see', async () => {
    const query = 'query ($name: String!) { __type(name: $name) { name kind fields { name } } }';
    const typeFor = async (role: Role, name: string): Promise<unknown> =>
      (await ask({ role, purpose: null, query, variables: { name } })).body.data?.['__type'];
    expect(await typeFor('school.mentor', 'Suspicion')).toBeNull();
    expect(await typeFor('school.mentor', 'NoSuchType')).toBeNull();
    expect(await typeFor('police.investigator', 'Suspicion')).toMatchObject({ name: 'Suspicion' });
    const incident = (await typeFor('school.principal', 'PoliceIncident')) as { fields: { name: string }[] };
    expect(incident.fields.map(({ name }) => name)).toEqual(['date', 'type', 'area']);
  });

  it('is not mixed with data, in whatever form', async () => {
    const mixtures = [
      '{ me { role } __schema { queryType { name } } }',
      '{ __type(name: "Suspicion") { name } me { role } }',
      '{ __schema { queryType { name } } ...Data } fragment Data on Query { me { role } }',
    ];
    for (const query of mixtures) {
      const { body } = await ask({ role: 'school.mentor', purpose: 'SIG', query });
      expect(body.errors?.[0]?.extensions?.['code']).toBe('OPERATION_UNSUPPORTED');
      expect(body.data).toBeUndefined();
    }
    const hidden =
      '{ me { role } ...Schema } fragment Schema on Query { __schema { types { name } } a: __type(name: "Suspicion") { name } }';
    const { text } = await ask({ role: 'school.mentor', purpose: 'SIG', query: hidden });
    expect(text).not.toMatch(/Suspicion"|PoliceRecord/);
  });

  it('needs a token like everything else', async () => {
    const { status, body } = await ask({
      role: 'school.mentor',
      purpose: null,
      query: getIntrospectionQuery(),
      headers: { authorization: '' },
    });
    expect(status).toBe(401);
    expect(body.data).toBeUndefined();
  });
});

describe('a mistake in a document', () => {
  const MISTAKES: Readonly<Record<string, string>> = {
    'a misspelt field': '{ individual(personalIdentityNumber: $n) { police { suspicion { date } } } }',
    'a misspelt field next to others':
      '{ individual(personalIdentityNumber: $n) { socialtjanst { treatmentNote consent } } }',
    'a misspelt argument': '{ individual(personalIdentityNumbers: $n) { ref } }',
    'a misspelt type': '{ individual(personalIdentityNumber: $n) { ... on Individul { ref } } }',
    'a misspelt root field': '{ indivdual(personalIdentityNumber: $n) { ref } }',
    'a misspelt directive': '{ me @inclde(if: true) { role } }',
    'a misspelt fragment': '{ me { ...Rol } } fragment Role on Me { role }',
    'a field without its fields': '{ individual(personalIdentityNumber: $n) { police { suspicions } } }',
    'fields of a leaf': '{ individual(personalIdentityNumber: $n) { police { isKnown { a } } } }',
    'an enum value where a text belongs': '{ individual(personalIdentityNumber: SEKRETESS) { ref } }',
    'an enum value where a truth value belongs': '{ me { role @include(if: tru) } }',
  };

  it.each(Object.entries(MISTAKES))(
    '%s is refused without suggesting what would have been right',
    async (_, selection) => {
      const query = selection.includes('$n') ? `query ($n: String!) ${selection}` : selection;
      for (const role of ['school.mentor', 'police.investigator'] as const) {
        const { body, text } = await ask({ role, purpose: 'SIG', query, variables: { n: number } });
        expect(body.errors?.[0]?.extensions?.['code']).toBe('DOCUMENT_INVALID');
        expect(body.data).toBeUndefined();
        expect(text).not.toMatch(/did you mean|suggest/i);
      }
    },
  );

  it('in a variable of a type that does not exist, or of a wrong kind, suggests nothing either', async () => {
    const query = 'query ($p: Purpos, $n: String!) { individual(personalIdentityNumber: $n) { ref } me { role } }';
    const { text } = await ask({ role: 'school.mentor', purpose: 'SIG', query, variables: { n: 7 } });
    expect(text).toContain('DOCUMENT_INVALID');
    expect(text).not.toMatch(/did you mean/i);
  });

  // A stated deviation: documents are validated against the whole schema, so who guesses a name right is told `withheld`, not `unknown`.
  it('is all that tells an unknown field from one that the role can never see, which is withheld as such for anybody', async () => {
    const query =
      'query ($n: String!) { individual(personalIdentityNumber: $n) { socialtjanst { treatmentNotes { text } } } }';
    const { body } = await ask({ role: 'school.mentor', purpose: 'SIG', query, variables: { n: number } });
    expect(body.data).toEqual({ individual: { socialtjanst: { treatmentNotes: null } } });
    expect(body.extensions?.withheld).toMatchObject([{ code: 'NEVER', ground: 'none', openableBy: [] }]);
  });
});

function introspect(role: Role): Promise<HttpAnswer> {
  return ask({ role, purpose: null, query: getIntrospectionQuery() });
}

function schemaOf({ body }: HttpAnswer): IntrospectionQuery['__schema'] {
  expect(body.errors).toBeUndefined();
  return (body.data as unknown as IntrospectionQuery).__schema;
}

function objectTypes(answer: HttpAnswer): readonly IntrospectionObjectType[] {
  return schemaOf(answer).types.filter(
    (type): type is IntrospectionObjectType => type.kind === 'OBJECT' && !type.name.startsWith('__'),
  );
}

/** What the matrix lets the role ever see, as far as a field that it may see leads to it; an object without any such is gone. */
function reachableFor(role: Role): ReadonlySet<string> {
  const reach = ({ coordinate, children }: GraphNode): readonly string[] => {
    if (!couldEverOpen(coordinate, role)) return [];
    const inside = children.flatMap(reach);
    return children.length > 0 && inside.length === 0 ? [] : [coordinate, ...inside];
  };
  return new Set([...treeOf('Query'), ...treeOf('Mutation')].flatMap(reach));
}
