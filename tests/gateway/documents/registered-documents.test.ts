import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildASTSchema, parse } from 'graphql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adHocRoles, adHocRolesSetting } from '../../../gateway/documents/ad-hoc-roles.ts';
import { createDocumentDesk } from '../../../gateway/documents/document-desk.ts';
import { loadDocuments, readDocument } from '../../../gateway/documents/load-documents.ts';
import { requireFitting } from '../../../gateway/documents/require-fitting.ts';
import { whoSeesWhat, type Sight } from '../../../gateway/documents/who-sees-what.ts';
import { loadPolicySet } from '../../../policies/load-policy-set.ts';
import { ROLES, type Role } from '../../../schema/role.ts';
import { readSupergraph } from '../../../schema/sdl/read-sdl.ts';

const SCHEMA = buildASTSchema(parse(readSupergraph()), { assumeValidSDL: true });
const POLICY = loadPolicySet();

describe('the documents of schema/operations', () => {
  it('are there, fit the schema and the limits, and have ids of their own', () => {
    const documents = loadDocuments();
    expect(documents.length).toBeGreaterThanOrEqual(16);
    requireFitting(documents, SCHEMA);
    expect(new Set(documents.map(({ id }) => id)).size).toBe(documents.length);
  });
});

describe('a folder of documents', () => {
  let directory = '';
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'samsyn-documents-'));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });
  const folder = (): URL => pathToFileURL(`${directory}/`);
  const write = (name: string, text: string): void => {
    writeFileSync(join(directory, name), text);
  };

  it('may hold an earlier text of an operation beside the present one', () => {
    const earlier = readDocument('query Role { me { role } }\n', 'test');
    write('Role.graphql', 'query Role { me { role roleTitle } }\n');
    write(`Role.${earlier.id.slice(7, 19)}.graphql`, earlier.text);
    expect(loadDocuments(folder()).map(({ operationName }) => operationName)).toEqual(['Role', 'Role']);
  });

  it('is refused when a file has the name of another operation', () => {
    write('Agency.graphql', 'query Role { me { role } }');
    expect(() => loadDocuments(folder())).toThrow(/^Agency\.graphql: the file must be named Role\.graphql or /);
  });

  it.each([
    ['a field that is gone', 'query Gone { me { salary } }', 'DOCUMENT_INVALID'],
    [
      'a number of a person',
      'query Gone { individual(personalIdentityNumber: "200901012385") { ref } }',
      'NUMBER_IN_DOCUMENT',
    ],
    [
      'two actions',
      'mutation Gone($a: SetBlockInput!) { a: police { setBlock(input: $a) { id } } school { setBlock(input: $a) { id } } }',
      'OPERATION_UNSUPPORTED',
    ],
  ])('stops the start with its name when it holds %s', (_, text, code) => {
    write('Gone.graphql', text);
    const documents = loadDocuments(folder());
    expect(() => {
      requireFitting(documents, SCHEMA);
    }).toThrow(new RegExp(`^registered documents do not fit the schema: Gone \\(sha256:[0-9a-f]{12}\\): ${code}: `));
  });

  it('that is not there holds none', () => {
    expect(loadDocuments(new URL('none/', folder()))).toEqual([]);
  });
});

describe('who may ask what nobody has looked at', () => {
  it('is everybody where one develops, and nobody in production, unless it is said', () => {
    expect(adHocRoles(undefined, 'development')).toEqual(ROLES);
    expect(adHocRoles(undefined, 'test')).toEqual(ROLES);
    expect(adHocRoles(undefined, 'production')).toEqual([]);
    expect(adHocRoles(['analyst'], 'development')).toEqual(['analyst']);
    expect(adHocRolesSetting.parse('')).toEqual([]);
    expect(adHocRolesSetting.parse('analyst, school.nurse')).toEqual(['analyst', 'school.nurse']);
    expect(adHocRolesSetting.safeParse('everybody').success).toBe(false);
  });

  it('is nobody who is not named, even for a text that differs by a space', () => {
    const document = readDocument('query Role { me { role } }', 'test');
    const desk = createDocumentDesk([document], ['analyst']);
    const choose = (query: string, role: Role): string => desk.choose({ query, documentId: null }, role);
    expect(choose(document.text, 'school.nurse')).toBe(document.text);
    expect(choose(`${document.text} `, 'analyst')).toBe(`${document.text} `);
    expect(() => choose(`${document.text} `, 'school.nurse')).toThrow(
      expect.objectContaining({ code: 'DOCUMENT_UNREGISTERED', status: 403 }),
    );
  });
});

describe('what a role sees of a document', () => {
  const sightsOf = (text: string, role: Role): readonly Sight[] =>
    whoSeesWhat(readDocument(text, 'test'), { schema: SCHEMA, policySet: POLICY }).find((sight) => sight.role === role)
      ?.sights ?? [];

  const TEXT = `query Look($number: String!) {
    individual(personalIdentityNumber: $number) { ref socialtjanst { treatmentNotes { text } isKnown } school { grades { grade } } }
  }`;

  it('is nothing for whoever looks nobody up', () => {
    expect(sightsOf(TEXT, 'analyst')).toEqual([]);
    expect(sightsOf(TEXT, 'data-protection-officer')).toEqual([]);
  });

  it('tells what is open, what turns on facts, and where the rest is cut off', () => {
    const sights = sightsOf(TEXT, 'socialtjanst.case-worker');
    const own = sights.find(({ purposes }) => purposes.includes('OWN_AGENCY'));
    expect(own?.perhaps).toContain('TreatmentNote.text');
    const all = sights.flatMap(({ open, perhaps, never }) => [...open, ...perhaps, ...never]);
    expect(all).not.toContain('Individual.ref');
    expect(sights.every(({ open, perhaps }) => open.length + perhaps.length > 0)).toBe(true);
  });

  it('never says that a role could see what the gateway would prune', () => {
    const police = sightsOf(TEXT, 'police.patrol-officer');
    for (const { open, perhaps } of police) expect([...open, ...perhaps]).not.toContain('TreatmentNote.text');
    expect(
      sightsOf(
        'query Notes($number: String!) { individual(personalIdentityNumber: $number) { socialtjanst { treatmentNotes { text } } } }',
        'police.patrol-officer',
      ),
    ).toEqual([]);
  });

  it('lists each purpose of the role once', () => {
    const purposes = sightsOf('query Me { me { role } }', 'school.nurse').flatMap((sight) => sight.purposes);
    expect(purposes).toContain(null);
    expect(new Set(purposes).size).toBe(purposes.length);
  });
});
