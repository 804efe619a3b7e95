import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { documentId } from '../../../gateway/documents/hash-document.ts';
import { readManifest } from '../../../gateway/documents/read-manifest.ts';

const ROLE = 'query Role {\n  me {\n    role\n  }\n}';
const AGENCY = 'query Agency { me { ...A } }\nfragment A on Me { agency }';
const hash = (text: string, algorithm: string): string => createHash(algorithm).update(text).digest('hex');

const EXPECTED = [
  { id: documentId(ROLE), text: ROLE, operationName: 'Role' },
  { id: documentId(AGENCY), text: AGENCY, operationName: 'Agency' },
];

function mapBy(algorithm: string, prefix = ''): string {
  return JSON.stringify(Object.fromEntries([ROLE, AGENCY].map((text) => [prefix + hash(text, algorithm), text])));
}

const APOLLO = {
  format: 'apollo-persisted-query-manifest',
  version: 1,
  operations: [
    { id: hash(ROLE, 'sha256'), name: 'Role', type: 'query', body: ROLE },
    { id: hash(AGENCY, 'sha256'), name: 'Agency', type: 'query', body: AGENCY },
  ],
};

describe('a manifest', () => {
  it.each([
    ['Apollo', JSON.stringify(APOLLO)],
    ['the client preset', mapBy('sha1')],
    ['the client preset, told to use SHA-256', mapBy('sha256')],
    ['ids with a prefix', mapBy('sha256', 'sha256:')],
    ['Relay', mapBy('md5')],
  ])('of %s is read, each text as it is', (_, content) => {
    expect(readManifest(content, 'manifest.json')).toEqual(EXPECTED);
  });

  it.each([
    ['is no JSON', '{', 'is not JSON'],
    ['is a list', '[]', 'neither an Apollo manifest'],
    ['is of a later version', JSON.stringify({ ...APOLLO, version: 2 }), 'neither an Apollo manifest'],
    ['has an id that is no hash of its text', JSON.stringify({ [hash(AGENCY, 'sha256')]: ROLE }), 'the id of Role'],
    ['has an id of its own', JSON.stringify({ role: ROLE }), 'the id of Role'],
    ['has a text that is not GraphQL', JSON.stringify({ x: '{' }), 'document 1: Syntax Error'],
    ['has a text without a name', JSON.stringify({ x: '{ me { role } }' }), 'has a name'],
    ['has a text of two operations', JSON.stringify({ x: `${ROLE} ${AGENCY}` }), 'holds one operation'],
    ['has a text of none', JSON.stringify({ x: 'fragment A on Me { agency }' }), 'holds one operation'],
  ])('is refused when it %s, by its name', (_, content, message) => {
    expect(() => readManifest(content, 'manifest.json')).toThrow(`manifest.json`);
    expect(() => readManifest(content, 'manifest.json')).toThrow(message);
  });

  it('may be one document', () => {
    expect(readManifest(ROLE, 'Role.graphql')).toEqual([EXPECTED[0]]);
  });
});
