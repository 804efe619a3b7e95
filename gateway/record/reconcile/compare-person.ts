import type { Agency } from '../../../schema/agency.ts';
import type { CoordinateReach } from './coordinate-reach.ts';
import type { AgencyTold, Difference, DifferenceKind, GatewayTold, RequestStory, Told } from './told.ts';

/** What both sides tell of one person in one request. */
export interface PersonStory {
  readonly agency: Agency;
  /** As the agency knows the person now. */
  readonly personRef: string;
  /** Several where the person was asked for by a former number too. */
  readonly recorded: readonly GatewayTold[];
  /** Several where the agency was asked more than once. */
  readonly told: readonly AgencyTold[];
  readonly story: RequestStory;
}

/** Compares what the gateway recorded of a person at an agency with what the agency logged. Pure. */
export function comparePerson(person: PersonStory, reach: CoordinateReach): readonly Difference[] {
  const { agency, recorded, told } = person;
  const isHeldHere = (coordinate: string): boolean =>
    reach.isOfPerson(coordinate) && (reach.holderOf(coordinate) ?? agency) === agency;
  const facts: Facts = {
    desk: gather(recorded, isHeldHere),
    log: gather(told, isHeldHere),
    isMissing: recorded.some(({ missing }) => missing.includes(agency)),
  };
  if (recorded.length === 0) return told.length === 0 ? [] : [unanswered(person)];
  if (told.length > 0 && facts.isMissing && facts.desk.grounds.size === 0) return [late(person)];
  return [
    ...compareGrounds(facts),
    ...compareCoordinates(facts, reach),
    ...(told.length === 0 ? [] : compareWords(recorded, told)),
  ].map(({ kind, why }) => describe(person, kind, why));
}

interface Facts {
  readonly desk: Gathered;
  readonly log: Gathered;
  /** Whether the agency did not answer, or not in full. */
  readonly isMissing: boolean;
}

interface Gathered {
  readonly released: ReadonlySet<string>;
  readonly grounds: ReadonlySet<string>;
}

function gather(items: readonly Told[], isHeldHere: (coordinate: string) => boolean): Gathered {
  return {
    released: new Set(items.flatMap(({ released }) => released.filter(isHeldHere))),
    grounds: new Set(items.flatMap(({ grounds }) => grounds.filter((ground) => isHeldHere(coordinateOf(ground))))),
  };
}

function coordinateOf(ground: string): string {
  return ground.split(' ')[0] ?? '';
}

interface Finding {
  readonly kind: DifferenceKind;
  readonly why: string;
}

/** Every ground in one stands in the other. What is older than grounds has none on either side. */
function compareGrounds({ desk, log, isMissing }: Facts): readonly Finding[] {
  const beyondLog = minus(desk.grounds, log.grounds);
  const beyondDesk = minus(log.grounds, desk.grounds);
  return [
    ...say('unlogged', "the agency's log does not have the ground", beyondLog),
    ...say(isMissing ? 'late' : 'differs', "the gateway's record does not have the ground", beyondDesk),
  ];
}

/**
 * What an agency released the gateway has, and each with its ground. What the gateway has beside that can lie in a list that
 * was empty; what lies on the record itself cannot.
 */
function compareCoordinates({ desk, log, isMissing }: Facts, { isOnRecord }: CoordinateReach): readonly Finding[] {
  const beyondLog = minus(desk.released, log.released).filter(isOnRecord);
  const withGround = new Set([...log.grounds].map(coordinateOf));
  return [
    ...(isMissing ? [] : say('unlogged', "the agency's log does not have", beyondLog)),
    ...(isMissing ? [] : say('differs', "the gateway's record does not have", minus(log.released, desk.released))),
    ...(withGround.size === 0
      ? []
      : say('differs', "the agency's log has without ground", minus(log.released, withGround))),
    ...say('differs', "the agency's log has a ground and no release of", minus(withGround, log.released)),
  ];
}

/** Who asked, as what, why, in which case, under which rules: the same words in both. */
function compareWords(recorded: readonly GatewayTold[], told: readonly AgencyTold[]): readonly Finding[] {
  return (['staffSubject', 'role', 'purpose', 'caseNumber', 'policyDigest'] as const).flatMap((word) => {
    const atDesk = list(recorded.map((entry) => entry[word]));
    const inLog = list(told.map((line) => line[word]));
    return atDesk === inLog ? [] : [{ kind: 'differs' as const, why: `${word}: gateway ${atDesk}, agency ${inLog}` }];
  });
}

function list(words: readonly (string | null)[]): string {
  return [...new Set(words.map((word) => word ?? '-'))].sort().join(', ');
}

function minus(left: ReadonlySet<string>, right: ReadonlySet<string>): readonly string[] {
  return [...left].filter((item) => !right.has(item));
}

function say(kind: DifferenceKind, what: string, items: readonly string[]): readonly Finding[] {
  return items.length === 0 ? [] : [{ kind, why: `${what}: ${items.join(', ')}` }];
}

function unanswered(person: PersonStory): Difference {
  const { gateway } = person.story;
  const refusal = gateway.find(({ kind }) => kind === 'refusal');
  if (refusal !== undefined) {
    return describe(
      person,
      'unanswered',
      `the gateway then refused the request whole (${refusal.withheld.join(', ')})`,
    );
  }
  if (gateway.length === 0) {
    return describe(
      person,
      'unanswered',
      'the gateway has no record of the request: it died before it wrote and answered',
    );
  }
  return describe(person, 'differs', "the gateway's record of the request does not name the person");
}

function late(person: PersonStory): Difference {
  return describe(person, 'late', 'the gateway had given up on the agency: nothing of it was in the answer');
}

function describe(
  { agency, personRef, recorded, told, story }: PersonStory,
  kind: DifferenceKind,
  why: string,
): Difference {
  const at = recorded[0]?.at ?? told[0]?.at ?? new Date(0);
  return { kind, requestId: story.requestId, agency, personRef, at, why };
}
