import { randomUUID } from 'node:crypto';
import type { Agency } from '../../../schema/agency.ts';
import type { Role } from '../../../schema/role.ts';
import type { Acts, GivenConsent, GivenGrant, SetBlock } from '../../policies/expectation/standing.ts';
import type { Assignment } from './ground-states.ts';
import { addRows, atEachAgency, clearTables, setReporters, type Owners } from './made-person.ts';

/** What is put into the databases about one person. */
export interface PersonActs {
  readonly ref: string;
  readonly role: Role;
  readonly assignments: readonly Assignment[];
  readonly acts: Acts;
}

type Row = Readonly<Record<string, unknown>>;

const ACT_TABLES = 'release_grant grant_revocation access_block block_lifting case_assignment'.split(' ');
const CONSENT_TABLES = 'consent_entry consent_withdrawal consent_attestation'.split(' ');

/** Puts into each agency's database what was done about persons, in place of what was there. */
export async function putActs(owners: Owners, persons: readonly PersonActs[]): Promise<void> {
  await removeActs(
    owners,
    persons.map(({ ref }) => ref),
  );
  await addActs(owners, ...persons);
  for (const { ref, acts } of persons) await setReporters(owners.socialtjanst, ref, acts.reporters);
}

/** Adds to what was done about persons; who reported stays as it is. */
export async function addActs(owners: Owners, ...persons: readonly PersonActs[]): Promise<void> {
  await atEachAgency((agency) => putAtAgency(owners, agency, persons));
  const consents = persons.flatMap(({ ref, acts }) => acts.consents.map((consent) => consentRows(ref, consent)));
  await addRows(
    owners.socialtjanst,
    'consent_entry',
    consents.map(({ entry }) => entry),
  );
  await addRows(
    owners.socialtjanst,
    'consent_withdrawal',
    consents.map(({ withdrawal }) => withdrawal).filter((row) => row !== null),
  );
}

/** Takes away whatever was done about persons. */
export async function removeActs(owners: Owners, refs: readonly string[]): Promise<void> {
  await atEachAgency((agency) => clearTables(owners[agency], ACT_TABLES, refs));
  await clearTables(owners.socialtjanst, CONSENT_TABLES, refs);
}

async function putAtAgency(owners: Owners, agency: Agency, persons: readonly PersonActs[]): Promise<void> {
  const client = owners[agency];
  const grants = persons.flatMap(({ ref, acts }) =>
    acts.grants.filter(({ holder }) => holder === agency).map((grant) => grantRows(ref, grant)),
  );
  const blocks = persons.flatMap(({ ref, acts }) =>
    acts.blocks.filter(({ holder }) => holder === agency).map((block) => blockRows(ref, block)),
  );
  const assignments = persons
    .filter(({ role }) => role.startsWith(`${agency}.`))
    .flatMap(({ ref, assignments: all }) => all.map((assignment) => assignmentRow(ref, assignment)));
  const some = (rows: readonly (Row | null)[]): readonly Row[] => rows.filter((row) => row !== null);
  await addRows(client, 'release_grant', some(grants.map(({ grant }) => grant)));
  await addRows(client, 'grant_revocation', some(grants.map(({ revocation }) => revocation)));
  await addRows(client, 'access_block', some(blocks.map(({ block }) => block)));
  await addRows(client, 'block_lifting', some(blocks.map(({ lifting }) => lifting)));
  await addRows(client, 'case_assignment', assignments);
}

function grantRows(ref: string, grant: GivenGrant): { readonly grant: Row; readonly revocation: Row | null } {
  const { kind, law, coordinates, role, staffSubject, purpose, from, until, isRevoked } = grant;
  const id = randomUUID();
  const about = { person_ref: ref, public_id: id, kind, law, coordinates, role, staff_subject: staffSubject, purpose };
  const why = { granted_by: 'staff-test', reason: 'prövning' };
  return {
    grant: { ...about, case_number: null, from_at: from, until_at: until, ...why },
    revocation: isRevoked
      ? { person_ref: ref, grant_id: id, revoked_at: from, revoked_by: 'staff-test', reason: 'ändrat' }
      : null,
  };
}

function blockRows(
  ref: string,
  { staffSubject, role, rows, isLifted }: SetBlock,
): { readonly block: Row; readonly lifting: Row | null } {
  const id = randomUUID();
  const now = new Date();
  const whom = { staff_subject: staffSubject, role, rows };
  const why = { set_at: now, set_by: 'staff-test', reason: 'jäv' };
  const lifting = { person_ref: ref, block_id: id, lifted_at: now, lifted_by: 'staff-test', reason: 'över' };
  return {
    block: { person_ref: ref, public_id: id, kind: 'CONFLICT_OF_INTEREST', ...whom, ...why },
    lifting: isLifted ? lifting : null,
  };
}

function assignmentRow(ref: string, { staffSubject, kind, from, to }: Assignment): Row {
  const when = { valid_from: from, valid_to: to };
  return { person_ref: ref, staff_subject: staffSubject, kind, case_number: 'SN 2026/4001', ...when };
}

/** One custodian and the young person have said yes. */
function consentRows(ref: string, consent: GivenConsent): { readonly entry: Row; readonly withdrawal: Row | null } {
  const { holders, rows, recipients, participants, purpose, from, to, isWithdrawn } = consent;
  const id = randomUUID();
  const said = ['YOUNG_PERSON', 'CUSTODIAN'].map((who) => ({ who, said: 'YES' }));
  const about = { person_ref: ref, public_id: id, case_number: 'SN 2026/4002', form: 'WRITTEN', custody: 'SOLE' };
  const covers = { holders, field_groups: rows, recipients, participants, purpose, from, to };
  const taken = { withdrawn_at: new Date(), withdrawn_by: 'YOUNG_PERSON', registered_by: null, reason: 'ändrat sig' };
  return {
    entry: {
      ...about,
      ...covers,
      givers: said,
      exception: null,
      registered_at: new Date(),
      registered_by: 'staff-test',
    },
    withdrawal: isWithdrawn ? { person_ref: ref, consent_id: id, ...taken } : null,
  };
}
