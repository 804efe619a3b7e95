import type { Agency } from '../../schema/agency.ts';
import type { Purpose } from '../../schema/purpose.ts';
import { homeAgency, type Role } from '../../schema/role.ts';
import { ask, type HttpAnswer } from './ask.ts';
import { signToken } from './at-the-agency.ts';

/** Somebody of staff whom no other test knows, so that what is released to them changes nothing elsewhere. */
export interface Staff {
  readonly role: Role;
  readonly subject: string;
  readonly purpose: Purpose;
  /** For the roles of no agency: which one is served; socialtjänsten where nothing is said. */
  readonly agency?: Agency;
}

export function staff(role: Role, name: string, purpose: Purpose = 'INVESTIGATION'): Staff {
  return { role, subject: `staff-desk-${name}`, purpose };
}

/** Asks the graph as that member of staff. */
export async function askAs(
  { role, subject, purpose, agency: serves = 'socialtjanst' }: Staff,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<HttpAnswer> {
  const agency = homeAgency(role) ?? serves;
  const token = await signToken({
    sub: subject,
    samsyn_role: role,
    samsyn_agency: agency,
    samsyn_workplace: agency,
  });
  return ask({ role, purpose, query, variables, headers: { authorization: `Bearer ${token}` } });
}

export type Fields = Readonly<Record<string, unknown>>;

export interface Done {
  /** What the action answered; null when it was refused. */
  readonly value: Fields | null;
  /** What was wrong with the input, by its word. */
  readonly problem: string | null;
  readonly answer: HttpAnswer;
}

const REQUEST =
  'id ref kind coordinates granted law purpose caseNumber askedBy state requestedAt dueAt isOverdue ruledAt isByAuthority ' +
  'reason statement until appeal answers { question answer }';
const GRANT =
  'id ref kind requestId law coordinates toRole isToOnePerson purpose from until revokedAt isInForce reason';
const REVIEW = 'requestId askedBy coordinates state reason reviewDueAt isOverdue reviewedAt finding';

/** Each action with the types of its arguments and what is asked of its answer. */
const ACTIONS = {
  requestDisclosure: { types: { input: 'DisclosureRequestInput!' }, selection: REQUEST },
  requestEmergency: { types: { input: 'EmergencyRequestInput!' }, selection: REQUEST },
  demandAuthorityRuling: { types: { requestId: 'ID!', reason: 'String!' }, selection: REQUEST },
  withdrawRequest: { types: { requestId: 'ID!', reason: 'String!' }, selection: REQUEST },
  ruleOnRequest: { types: { input: 'RulingInput!' }, selection: REQUEST },
  revokeGrant: { types: { grantId: 'ID!', reason: 'String!' }, selection: GRANT },
  pushDisclosure: { types: { input: 'PushInput!' }, selection: GRANT },
  recordSecrecyWeighing: { types: { input: 'SecrecyWeighingInput!' }, selection: GRANT },
  answerEmergency: {
    types: { requestId: 'ID!', outcome: 'EmergencyOutcome!', reason: 'String!', minutes: 'Int' },
    selection: REQUEST,
  },
  reviewEmergency: { types: { requestId: 'ID!', finding: 'String!' }, selection: REVIEW },
  setBlock: { types: { input: 'SetBlockInput!' }, selection: 'id' },
} as const;

export type Action = keyof typeof ACTIONS;

/** Does one action at an agency. */
export async function act(
  who: Staff,
  [agency, action]: readonly [Agency, Action],
  given: Readonly<Record<string, unknown>>,
): Promise<Done> {
  const { types, selection } = ACTIONS[action];
  const named = Object.entries(types).filter(([name]) => name in given);
  const declared = named.map(([name, type]) => `$${name}: ${type}`).join(', ');
  const passed = named.map(([name]) => `${name}: $${name}`).join(', ');
  const query = `mutation (${declared}) { ${agency} { ${action}(${passed}) { ${selection} } } }`;
  const answer = await askAs(who, query, given);
  const at = answer.body.data?.[agency] as Readonly<Record<string, Fields | null>> | null | undefined;
  const problem = answer.body.errors?.[0]?.extensions?.['problem'];
  return { value: at?.[action] ?? null, problem: typeof problem === 'string' ? problem : null, answer };
}

/** Reads a list at an agency's desk; null when it is withheld. */
export async function look(who: Staff, [agency, list]: readonly [Agency, string]): Promise<readonly Fields[] | null> {
  const selections: Readonly<Record<string, string>> = {
    requests: REQUEST,
    inbox: REQUEST,
    grants: GRANT,
    notices: 'id ref kind aboutId sentAt text',
    openReviews: REVIEW,
  };
  const { body } = await askAs(who, `{ ${agency} { ${list} { ${selections[list] ?? ''} } } }`);
  const at = body.data?.[agency] as Readonly<Record<string, readonly Fields[] | null>> | null | undefined;
  return at?.[list] ?? null;
}

/** What a person's record at an agency says, and the coordinates that are withheld with their codes. */
export interface View {
  readonly record: Fields;
  readonly withheld: Readonly<Record<string, string>>;
}

export async function view(who: Staff, ref: string, [agency, selection]: readonly [Agency, string]): Promise<View> {
  const query = `query ($refs: [ID!]!) { individuals(refs: $refs) { ${agency} { ${selection} } } }`;
  const { body } = await askAs(who, query, { refs: [ref] });
  const [person] = (body.data?.['individuals'] ?? []) as readonly Readonly<Record<string, Fields>>[];
  const withheld = (body.extensions?.withheld ?? []).map(({ coordinate, code }) => [coordinate, code] as const);
  return { record: person?.[agency] ?? {}, withheld: Object.fromEntries(withheld) };
}

let keys = 0;

/** An idempotency key that was never used. */
export function freshKey(): string {
  keys += 1;
  return `desk-key-${String(keys).padStart(6, '0')}-${Math.random().toString(36).slice(2, 8).padEnd(6, 'x')}`;
}

export function inDays(days: number): string {
  return new Date(Date.now() + days * 24 * 60 * 60 * 1000).toISOString();
}
