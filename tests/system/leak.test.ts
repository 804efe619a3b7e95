import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { AGENCIES } from '../../schema/agency.ts';
import { ROLES } from '../../schema/role.ts';
import { ask, TEST_CASE, type HttpAnswer, type Question } from './ask.ts';
import { createCanaryFinder, requireNoCanaries } from './canary-finder.ts';
import { selectionOf, treeOf } from './graph-tree.ts';
import { numberOf, refOf, theTown, unknownNumbers } from './persons.ts';

const town = theTown();
const person = town.person(town.cast.knownToAll);
const number = numberOf(person);
const dashed = `${number.slice(0, 8)}-${number.slice(8)}`;
const name = `${person.givenName} ${person.familyName}`;
const strangers = unknownNumbers(town, 4);
const finder = createCanaryFinder(town, strangers);

const BY_NUMBER = `query ($number: String!) { individual(personalIdentityNumber: $number) { ${selectionOf(treeOf('Individual'))} } }`;
const BY_REF = `query ($refs: [ID!]!) { individuals(refs: $refs) { ${selectionOf(treeOf('Individual'))} } }`;

/** Questions that hold somebody's number, name or text where it does not belong. */
const INDISCREET: Readonly<Record<string, Partial<Question> & { readonly query: string }>> = {
  'a number in the document': { query: `{ individual(personalIdentityNumber: "${number}") { ref } }` },
  'a number with a dash in the document': { query: `{ individual(personalIdentityNumber: "${dashed}") { ref } }` },
  'a number as an integer in the document': { query: `{ individual(personalIdentityNumber: ${number}) { ref } }` },
  'a number in a comment': { query: `# ${number}\n{ me { role } }` },
  'an operation name with digits': { query: `query of_${number} { me { role } }` },
  'an alias with digits': { query: `{ n${number.slice(2)}: me { role } }` },
  'a name in the document': { query: `{ individual(personalIdentityNumber: "${name}") { ref } }` },
  'a name as an enum value': { query: `{ individual(personalIdentityNumber: ${person.familyName}) { ref } }` },
  'a name in broken syntax': { query: `{ individual(personalIdentityNumber: "${name}" { ref } }` },
  'a name as a directive': { query: `{ me @${person.givenName} { role } }` },
  'a name in a variable': { query: BY_NUMBER, variables: { number: name } },
  'a name in a variable of a wrong kind': { query: BY_NUMBER, variables: { number: { name, [name]: name } } },
  'a name among refs': { query: BY_REF, variables: { refs: [name, number] } },
  'a name among refs, of a wrong kind': { query: BY_REF, variables: { refs: [{ name }] } },
  'a number with a wrong check digit': {
    query: BY_NUMBER,
    variables: { number: `${number.slice(0, 11)}${(Number(number[11]) + 1) % 10}` },
  },
  'a variable that nobody declared': {
    query: BY_NUMBER,
    variables: { number, [name]: name, note: person.address.street },
  },
  'a missing variable': { query: BY_NUMBER, variables: { numbr: number } },
  'a number as the case': { query: BY_NUMBER, variables: { number }, headers: { 'samsyn-case': number } },
  'a number as the purpose': { query: BY_NUMBER, variables: { number }, headers: { 'samsyn-purpose': dashed } },
  'a number as the token': { query: BY_NUMBER, variables: { number }, headers: { authorization: `Bearer ${number}` } },
  'a misspelt field next to a name': {
    query: `query ($n: String!) { individual(personalIdentityNumber: $n) { ${person.familyName.replace(/[^A-Za-z]/g, 'x')} } }`,
  },
};

const refusals: HttpAnswer[] = [];
const answers: HttpAnswer[] = [];

beforeAll(async () => {
  for (const role of ROLES) {
    const purpose = role === 'analyst' ? 'STATISTICS' : role === 'data-protection-officer' ? 'OVERSIGHT' : 'SIG';
    answers.push(await ask({ role, purpose, query: BY_NUMBER, variables: { number: dashed } }));
    answers.push(await ask({ role, purpose, query: BY_REF, variables: { refs: [number, ...strangers].map(refOf) } }));
    answers.push(
      await ask({
        role,
        purpose,
        query: BY_NUMBER,
        variables: { number: strangers[0] ?? '' },
        headers: { 'samsyn-withheld': 'errors' },
      }),
    );
  }
  for (const question of Object.values(INDISCREET)) {
    refusals.push(await ask({ role: 'police.investigator', purpose: 'SIG', ...question }));
    refusals.push(await ask({ role: 'socialtjanst.case-worker', purpose: null, ...question }));
  }
});

describe('the person', () => {
  it('is in no message, extension or header of a refusal, however indiscreet the question', () => {
    const refused = refusals.filter(({ body }) => body.errors !== undefined);
    expect(refused.length).toBeGreaterThan(Object.keys(INDISCREET).length);
    for (const { body, headers } of refusals) {
      expect(finder.find(JSON.stringify([body.errors, body.extensions]))).toEqual([]);
      expect(finder.find(headersOf(headers))).toEqual([]);
    }
    for (const { body, text } of refused) {
      if ((body.data ?? null) === null) expect(finder.find(text)).toEqual([]);
    }
  });

  it('is in an answer only where the data is: not in its errors, extensions or headers', () => {
    for (const { body, headers, text } of answers) {
      expect(finder.find(JSON.stringify([body.errors, body.extensions]))).toEqual([]);
      expect(finder.find(headersOf(headers))).toEqual([]);
      expect(text).not.toContain(TEST_CASE);
    }
    const told = answers.filter(({ body }) => finder.find(JSON.stringify(body.data)).length > 0);
    expect(told.length).toBeGreaterThan(10);
  });

  it('is not in what an agency says when its database breaks under a question', async () => {
    await withBrokenTable('school', 'attendance', async () => {
      const { body, headers } = await ask({
        role: 'school.principal',
        purpose: 'SIG',
        query: BY_NUMBER,
        variables: { number },
      });
      expect(body.errors?.some(({ extensions }) => extensions?.['code'] === 'AGENCY_ERROR')).toBe(true);
      expect(body.data).toMatchObject({ individual: { school: { name, attendance: null } } });
      expect(finder.find(JSON.stringify([body.errors, body.extensions]))).toEqual([]);
      expect(finder.find(headersOf(headers))).toEqual([]);
    });
  });

  it('is not in what the database logs when it refuses a row that tells of somebody', async () => {
    const insert = `INSERT INTO person (person_ref, number, given_name, family_name) VALUES ($1, $2, $3, NULL)`;
    const values = [refOf(number), number, name];
    await expect(atDatabase('police', (client) => client.query(insert, values))).rejects.toThrow(/null value/);
    const literal = `SELECT 1 FROM person WHERE given_name = '${name}' AND number = ${number}::date`;
    await expect(atDatabase('police', (client) => client.query(literal))).rejects.toThrow();
  });

  it('is not in what a process tells of its health', async () => {
    for (const [process, url] of Object.entries(inject('system').urls)) {
      for (const path of ['/health/live', '/health/ready', `/${number}`, `/health/${encodeURIComponent(name)}`]) {
        const response = await fetch(`${url}${path}`);
        const text = await response.text();
        expect({
          process,
          path: path.slice(0, 8),
          found: finder.find(`${text} ${headersOf(response.headers)}`),
        }).toMatchObject({ found: [] });
        if (path.startsWith('/health/live')) expect(response.status).toBe(200);
      }
    }
  });

  it('is in no line that any process has logged, of the whole run so far', async () => {
    await sleep(500);
    const log = readFileSync(inject('system').logFile, 'utf8');
    const speakers = new Set(log.split('\n').map((line) => line.split(' ')[0]));
    for (const process of ['gateway', 'postgres', 'identity-provider', ...AGENCIES])
      expect(speakers).toContain(process);
    requireNoCanaries(log, finder);
    const refs = [number, ...strangers].map(refOf);
    const { tokens } = inject('system');
    for (const secret of [...refs, ...Object.values(tokens), TEST_CASE]) expect(log).not.toContain(secret);
    // Of our own processes: no ref, no token, no pseudonym of staff, no case, no text of a document, whoever asked.
    const ours = log.split('\n').filter((line) => !line.startsWith('postgres '));
    const telling = /\br1_[\w-]{43}|eyJ[\w-]{10,}\.|\bstaff-\w|\bSN 20\d\d|personalIdentityNumber/;
    expect(ours.filter((line) => telling.test(line))).toEqual([]);
  });
});

describe('the search for canaries', () => {
  it('knows every number, name and text of the town, and finds each of them in a line however it is written', () => {
    expect(finder.count).toBeGreaterThan(1_000);
    const narrative = person.police?.incidents[0]?.narrative ?? '';
    const planted = [
      number,
      dashed,
      number.slice(2),
      name.toUpperCase(),
      narrative,
      narrative.slice(0, 30),
      ...strangers,
    ];
    for (const canary of planted) {
      expect(canary.length).toBeGreaterThan(8);
      const line = JSON.stringify({ msg: `before ${canary} after` });
      expect(() => requireNoCanaries(`gateway {"msg":"fine"}\ngateway ${line}\n`, finder)).toThrow(
        /1 lines of the log/,
      );
      const escaped = line.replace(/[^\x20-\x7e]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
      expect(() => requireNoCanaries(escaped, finder)).toThrow();
    }
    expect(() => requireNoCanaries('gateway {"msg":"answered","ms":12.5}', finder)).not.toThrow();
  });
});

function headersOf(headers: Headers): string {
  return JSON.stringify([...headers]);
}

async function atDatabase<Result>(
  keeper: 'police' | 'school',
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({ connectionString: inject('system').facts.databases[keeper].owner });
  await client.connect();
  return work(client).finally(() => client.end());
}

/** Takes what is read of a table away from an agency for a while, as a broken migration would. */
async function withBrokenTable(keeper: 'police' | 'school', like: string, run: () => Promise<void>): Promise<void> {
  const found = await atDatabase(keeper, (client) =>
    client.query<{ viewname: string }>(
      `SELECT viewname FROM pg_views WHERE schemaname = 'released' AND viewname LIKE $1`,
      [`%${like}%`],
    ),
  );
  const view = found.rows[0]?.viewname ?? '';
  await atDatabase(keeper, (client) => client.query(`ALTER VIEW released.${view} RENAME TO ${view}_away`));
  try {
    await run();
  } finally {
    await atDatabase(keeper, (client) => client.query(`ALTER VIEW released.${view}_away RENAME TO ${view}`));
  }
}
