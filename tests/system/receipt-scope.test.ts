import { beforeAll, describe, expect, it } from 'vitest';
import { callAgency, issueReceipt, personAs, representationsOf, type KnownPerson } from './at-the-agency.ts';
import { expectRefusedByAgency } from './refused-by-agency.ts';

/** A question about the persons of the usual variable. */
function asking(selection: string, more = ''): string {
  return `query ($representations: [_Any!]!) {
    _entities(representations: $representations) { ... on Individual { ${selection} } }
  } ${more}`;
}

let person: KnownPerson;
let other: KnownPerson;

beforeAll(() => {
  person = personAs('knownToAll');
  other = personAs('onlyPolice');
});

describe('a request that is wider than its receipt', () => {
  it.each([
    ['a field that is not in it', asking('police { name incidents { type } }')],
    ['one that goes by the name of a field that is', asking('police { name: personalIdentityNumber }')],
    ['one in a fragment', asking('...F', 'fragment F on Individual { police { suspicions { crime } } }')],
    ['one that a condition leaves out', asking('police { name riskRating @skip(if: true) { level } }')],
    ['a second door', asking('police { name } again: police { isKnown exitCase { threatLevel } }')],
  ])('is refused for %s', async (_, query) => {
    await expectRefusedByAgency({ query }, 403, 'RECEIPT_EXCEEDED');
  });

  it('is refused for other persons than those in it', async () => {
    await expectRefusedByAgency({ variables: representationsOf(other.ref) }, 403, 'RECEIPT_EXCEEDED');
    await expectRefusedByAgency({ variables: representationsOf(person.ref, other.ref) }, 403, 'RECEIPT_EXCEEDED');
    await expectRefusedByAgency({ variables: {} }, 403, 'RECEIPT_EXCEEDED');
    const both = await issueReceipt({ refs: [person.ref, other.ref] });
    await expectRefusedByAgency({ receipt: both }, 403, 'RECEIPT_EXCEEDED');
    const entities = (name: string): string =>
      `_entities(representations: $${name}) { ... on Individual { police { name } } }`;
    const twoLists = `query ($representations: [_Any!]!, $more: [_Any!]!) { ${entities('representations')} b: ${entities('more')} }`;
    const variables = { ...representationsOf(person.ref), more: representationsOf(other.ref).representations };
    await expectRefusedByAgency({ query: twoLists, variables }, 403, 'RECEIPT_EXCEEDED');
  });

  it('is refused when a further person is written into the text of the document', async () => {
    const selection = '{ ... on Individual { police { name } } }';
    const entity = `{ __typename: "Individual", ref: "${other.ref}" }`;
    const listed = `_entities(representations: $representations) ${selection}`;
    const more = (persons: string): string => `${listed} more: _entities(representations: ${persons}) ${selection}`;
    const documents = [
      `query ($representations: [_Any!]!) { ${more(`[${entity}]`)} }`,
      `query ($representations: [_Any!]!, $r: [_Any!]! = [${entity}]) { ${more('$r')} }`,
      `query ($representations: [_Any!]!, $ref: ID) { ${more('[{ __typename: "Individual", ref: $ref }]')} }`,
    ];
    for (const query of documents) {
      const { status, text, body } = await callAgency({
        query,
        variables: { ...representationsOf(person.ref), ref: other.ref },
      });
      expect(text).not.toContain(other.name);
      expect([status, body.data]).toEqual([403, undefined]);
    }
  });

  it('is refused for a receipt that is about nobody', async () => {
    const about = await issueReceipt({ refs: [] });
    const query = `{ _entities(representations: [{ __typename: "Individual", ref: "${person.ref}" }]) { ... on Individual { police { name } } } }`;
    await expectRefusedByAgency({ receipt: about }, 403, 'RECEIPT_EXCEEDED');
    const { status, text } = await callAgency({ receipt: about, query, variables: {} });
    expect(text).not.toContain(person.name);
    expect(status).toBe(403);
  });

  it('is refused for the schema, in whatever way it asks', async () => {
    const variables = { variables: {} };
    const receipt = await issueReceipt({ refs: [] });
    await expectRefusedByAgency(
      { receipt, query: '{ __schema { types { name } } }', ...variables },
      403,
      'RECEIPT_EXCEEDED',
    );
    await expectRefusedByAgency(
      { receipt, query: '{ __type(name: "PoliceRecord") { name } }', ...variables },
      403,
      'RECEIPT_EXCEEDED',
    );
    await expectRefusedByAgency({ receipt, query: '{ _service { sdl } }', ...variables }, 403, 'RECEIPT_EXCEEDED');
  });

  it('is refused for anything but a question', async () => {
    for (const query of [
      'mutation { forget }',
      'subscription { police }',
      '{ police { nam } }',
      '{',
      '',
      'query { }',
    ]) {
      await expectRefusedByAgency({ query }, 400, 'DOCUMENT_INVALID');
    }
  });
});
