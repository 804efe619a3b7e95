import { exportJWK, generateKeyPair } from 'jose';
import { createReceiptIssuer } from '../../policies/receipt-issuer.ts';
import { AGENCY_HEADERS, type Receipt } from '../../policies/receipt.ts';
import { disclosedBy } from '../policies/forge.ts';
import type { Agency } from '../../schema/agency.ts';
import type { ErrorCode } from '../../schema/error-catalogue.ts';
import type { Fault, PassingAnswer, PassingCall } from './fault-proxy.ts';

/** What is put in where nothing may come from; no answer may ever hold it. */
export const PLANTED = 'PLANTED-BY-A-FAULT';

export interface AgencyFaultCell {
  readonly name: string;
  readonly fault: (agency: Agency) => Fault;
  /** With which codes it is told that the agency is missing; the circuit may open under any of them. */
  readonly codes: readonly ErrorCode[];
  /** Whether all may be told as always. */
  readonly mayHeal?: boolean;
}

const UNAVAILABLE: readonly ErrorCode[] = ['AGENCY_UNAVAILABLE'];
const TIMEOUT: readonly ErrorCode[] = ['AGENCY_TIMEOUT', 'AGENCY_UNAVAILABLE'];
const HUNDRED_MEGABYTES = 100 * 1024 * 1024;

/** Every way in which an agency can fail to answer as it should, beside those of its process and clock. */
export const AGENCY_FAULTS: readonly AgencyFaultCell[] = [
  cell('connection refused', UNAVAILABLE, { isRefusing: true }),
  cell('hangs', TIMEOUT, { answerInstead: () => undefined }),
  cell('drips a byte at a time', TIMEOUT, { passOn: drip }),
  cell('500 with an HTML page', UNAVAILABLE, { breakAnswer: asErrorPage }),
  cell('truncated JSON', UNAVAILABLE, { breakAnswer: inHalf }),
  cell('hangs up in the middle', UNAVAILABLE, { passOn: hangUpInTheMiddle }),
  cell(
    'an entity too few',
    UNAVAILABLE,
    onEntities((entities) => entities.slice(1)),
  ),
  cell(
    'an entity too many',
    UNAVAILABLE,
    onEntities((entities) => [...entities, ...entities.slice(0, 1)]),
  ),
  // Put right by the key where the agency gives one, and else refused.
  {
    ...cell('entities in another order', UNAVAILABLE, { breakAnswer: inAnotherOrder }),
    mayHeal: true,
  },
  cell('wrong `__typename`', UNAVAILABLE, onEntities(mistyped)),
  {
    name: 'extra fields',
    codes: UNAVAILABLE,
    fault: (agency) => onEntities((entities) => entities.map((entity) => withMore(entity, agency))),
  },
  {
    name: 'another agency’s fields',
    codes: UNAVAILABLE,
    fault: (agency) => onEntities((entities) => entities.map((entity) => withOthers(entity, agency))),
  },
  cell('not UTF-8', UNAVAILABLE, { breakAnswer: notUtf8 }),
  cell('a body of 100 MB', TIMEOUT, { passOn: pourOut }),
  cell('redirect elsewhere', UNAVAILABLE, {
    answerInstead: (response, { elsewhere }) => response.writeHead(307, { location: elsewhere }).end(),
  }),
  cell('wrong certificate', UNAVAILABLE, { isForeign: true }),
  cell('does not know the receipt’s key', ['AGENCY_REFUSED'], { breakCall: signedByAnother }),
  cell('schema drift: lacks a field', UNAVAILABLE, { breakCall: renamed }),
  cell('schema drift: a field of another type', UNAVAILABLE, onEntities(retyped)),
];

function cell(name: string, codes: readonly ErrorCode[], fault: Fault): AgencyFaultCell {
  return { name, codes, fault: () => fault };
}

type Json = Readonly<Record<string, unknown>>;
type Entities = readonly (Json | null)[];

/** Changes the entities of an answer; attested consents and error pages stay as they are. */
function onEntities(change: (entities: Entities) => Entities): Fault {
  return {
    breakAnswer: (answer) => {
      if (answer.status !== 200) return answer;
      const parsed = JSON.parse(answer.body.toString()) as { readonly data?: { readonly _entities?: Entities } };
      const entities = parsed.data?._entities;
      if (entities === undefined) return answer;
      const data = { ...parsed.data, _entities: change(entities) };
      return { ...answer, body: Buffer.from(JSON.stringify({ ...parsed, data })) };
    },
  };
}

interface Answered {
  readonly data?: { readonly _entities?: Entities };
  readonly errors?: readonly { readonly path?: readonly (string | number)[] }[];
}

/** The last comes first, and what is said of each goes with it. */
function inAnotherOrder(answer: PassingAnswer): PassingAnswer {
  const reversed = onEntities((entities) => entities.toReversed()).breakAnswer?.(answer) ?? answer;
  if (reversed === answer) return answer;
  const parsed = JSON.parse(reversed.body.toString()) as Answered;
  const last = (parsed.data?._entities ?? []).length - 1;
  const errors = parsed.errors?.map((error) => ({
    ...error,
    path: error.path?.map((part, at) => (at === 1 && typeof part === 'number' ? last - part : part)),
  }));
  return { ...reversed, body: Buffer.from(JSON.stringify({ ...parsed, errors })) };
}

function mistyped(entities: Entities): Entities {
  return entities.map((entity) => ({ ...entity, __typename: 'Directory' }));
}

function withMore(entity: Json | null, agency: Agency): Json | null {
  const own = entity?.[agency];
  return typeof own === 'object' && own !== null ? { ...entity, [agency]: { ...own, narrative: PLANTED } } : entity;
}

function withOthers(entity: Json | null, agency: Agency): Json {
  const other = agency === 'school' ? 'police' : 'school';
  return { ...entity, [other]: { isKnown: true, name: PLANTED } };
}

/** Objects in place of the record's plain values. */
function retyped(entities: Entities): Entities {
  return entities.map((entity) =>
    Object.fromEntries(
      Object.entries(entity ?? {}).map(([key, record]) => [
        key,
        typeof record === 'object' && record !== null
          ? Object.fromEntries(Object.keys(record).map((field) => [field, { value: PLANTED }]))
          : record,
      ]),
    ),
  );
}

function asErrorPage(answer: PassingAnswer): PassingAnswer {
  const page = `<html><h1>500</h1><pre>at readRows (/srv/row-loader.ts:12:3)\n${answer.body.toString()}</pre></html>`;
  return { status: 500, headers: { 'content-type': 'text/html' }, body: Buffer.from(page) };
}

function inHalf(answer: PassingAnswer): PassingAnswer {
  return { ...answer, body: answer.body.subarray(0, Math.floor(answer.body.length / 2)) };
}

function notUtf8(answer: PassingAnswer): PassingAnswer {
  const text = answer.body.toString('latin1');
  return { ...answer, body: Buffer.from(text.replace('{"', '{"\xff\xfe":1,"'), 'latin1') };
}

function drip(response: Parameters<NonNullable<Fault['passOn']>>[0], answer: PassingAnswer): void {
  response.writeHead(answer.status, answer.headers);
  let sent = 0;
  const timer = setInterval(() => {
    response.write(answer.body.subarray(sent, sent + 1));
    sent = Math.min(sent + 1, 20);
  }, 50);
  response.on('close', () => clearInterval(timer));
}

function hangUpInTheMiddle(response: Parameters<NonNullable<Fault['passOn']>>[0], answer: PassingAnswer): void {
  response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length });
  response.write(answer.body.subarray(0, Math.floor(answer.body.length / 2)), () => response.destroy());
}

/** A right answer, and then blanks, which JSON allows, until nobody listens any more. */
function pourOut(response: Parameters<NonNullable<Fault['passOn']>>[0], answer: PassingAnswer): void {
  const part = Buffer.alloc(1024 * 1024, ' ');
  response.writeHead(answer.status, answer.headers);
  response.write(answer.body);
  let sent = 0;
  const pour = (): void => {
    while (sent < HUNDRED_MEGABYTES && !response.destroyed) {
      sent += part.length;
      if (!response.write(part)) {
        response.once('drain', pour);
        return;
      }
    }
    response.end();
  };
  pour();
}

const strangers = generateKeyPair('EdDSA', { extractable: true }).then(({ privateKey }) => exportJWK(privateKey));

/** The same receipt, signed with a key that the agency does not know. */
async function signedByAnother(call: PassingCall): Promise<PassingCall> {
  const claims = disclosedBy(String(call.headers[AGENCY_HEADERS.receipt]));
  const agency = String(claims['aud']).replace('urn:samsyn:agency:', '') as Agency;
  const issuer = await createReceiptIssuer(await strangers);
  const receipt = await issuer.issue(claims as unknown as Receipt, agency, new Date());
  return { ...call, headers: { ...call.headers, [AGENCY_HEADERS.receipt]: receipt } };
}

/** The agency has another schema by now. */
function renamed(call: PassingCall): PassingCall {
  const body = call.body.replace(/\b(isKnown|protectedMarking)\b/g, 'was_$1').replace(/"(holder|refs)":/g, '"was_$1":');
  return { ...call, body };
}
