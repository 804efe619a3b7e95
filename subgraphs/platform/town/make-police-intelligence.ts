import { isoDate, isoTime } from './calendar.ts';
import type { Burden } from './cast.ts';
import type { Draw } from './draw.ts';
import { contactOf } from './functions-directory.ts';
import type { Person } from './person.ts';
import { DISTRICTS } from './places.ts';
import type {
  Associate,
  ExitCase,
  MissingOrWanted,
  Observation,
  PoliceFacts,
  RiskRating,
  SeriousTalk,
} from './police-facts.ts';
import { OBSERVATION_TEXTS, RISK_GROUNDS, TALK_AGREEMENTS, THREAT_TEXTS } from './police-texts.ts';
import { burdenOf } from './traits.ts';
import type { World } from './world.ts';

type Intelligence = Pick<
  PoliceFacts,
  'observations' | 'associates' | 'riskRating' | 'seriousTalks' | 'exitCase' | 'missingOrWanted'
>;

type Share = Readonly<Record<Burden, number>>;

const OBSERVED: Share = { NONE: 0, LIGHT: 0.01, MEDIUM: 0.15, HEAVY: 0.45, RICH: 1 };
const ASSOCIATED: Share = { NONE: 0, LIGHT: 0.01, MEDIUM: 0.12, HEAVY: 0.4, RICH: 1 };
const RATED: Share = { NONE: 0, LIGHT: 0, MEDIUM: 0.02, HEAVY: 0.25, RICH: 1 };
const TALKED: Share = { NONE: 0, LIGHT: 0.01, MEDIUM: 0.15, HEAVY: 0.35, RICH: 1 };

const LOOK_BACK = 80;
const WANTED_SHARE = 0.05;

/** What the police hold beside events: observations, network, rating, talks, exit case, search. */
export function makePoliceIntelligence(world: World, person: Person, draw: Draw): Intelligence {
  const { burden, exit, missing } = person.traits;
  return {
    observations: draw.chance(OBSERVED[burden]) ? observationsOf(world, draw) : [],
    associates: draw.chance(ASSOCIATED[burden]) ? associatesOf(world, person.index, draw) : [],
    riskRating: draw.chance(RATED[burden]) ? riskRatingOf(world, draw) : null,
    seriousTalks: draw.chance(TALKED[burden]) && person.age < 20 ? [seriousTalkOf(world, draw)] : [],
    exitCase: exit ? exitCaseOf(world, draw) : null,
    missingOrWanted:
      missing === null ? wantedOf(world, { burden, age: person.age }, draw) : [searchOf(world, missing, draw)],
  };
}

function observationsOf(world: World, draw: Draw): readonly Observation[] {
  return draw.sample(OBSERVATION_TEXTS, draw.between(1, 3)).map((text) => {
    const day = world.today - draw.between(1, 170);
    return {
      observedAt: isoTime(day, draw.between(13 * 60, 22 * 60)),
      area: draw.pick(DISTRICTS).name,
      text,
      sourceReliability: draw.weighted([
        ['A', 15],
        ['B', 30],
        ['C', 25],
        ['D', 10],
        ['E', 20],
      ] as const),
      informationCorrectness: draw.weighted([
        [1, 20],
        [2, 30],
        [3, 20],
        [4, 30],
      ] as const),
      notSuspected: draw.chance(0.6),
      expiresAt: isoDate(day + 365),
    };
  });
}

function associatesOf(world: World, index: number, draw: Draw): readonly Associate[] {
  const known = Array.from({ length: LOOK_BACK }, (_, step) => index - 1 - step).filter((other) =>
    isKnown(world, other),
  );
  const others = known.length > 0 ? known : [index + 1, index + 2].filter((other) => isKnown(world, other));
  return draw.sample(others, draw.between(1, 3)).map((other) => ({
    index: other,
    kind: draw.weighted([
      ['SEEN_TOGETHER', 6],
      ['SAME_CASE', 2],
      ['SAME_NETWORK', 2],
    ] as const),
    since: isoDate(world.today - draw.between(20, 500)),
    notSuspected: draw.chance(0.5),
  }));
}

function isKnown(world: World, index: number): boolean {
  if (index < 0 || index >= world.size) return false;
  const burden = burdenOf(world, index);
  return burden === 'MEDIUM' || burden === 'HEAVY' || burden === 'RICH';
}

function riskRatingOf(world: World, draw: Draw): RiskRating {
  const set = world.today - draw.between(1, 40);
  return {
    level: draw.weighted([
      ['GREEN', 35],
      ['YELLOW', 45],
      ['RED', 20],
    ] as const),
    grounds: draw.pick(RISK_GROUNDS),
    author: 'Ungdomssamordnare, Lokalpolisområdet',
    setAt: isoDate(set),
    expiresAt: isoDate(set + 42),
  };
}

function seriousTalkOf(world: World, draw: Draw): SeriousTalk {
  const planned = world.today + draw.between(-400, 14);
  const held = planned < world.today ? planned : null;
  return {
    plannedFor: isoDate(planned),
    heldAt: held === null ? null : isoDate(held),
    attendedBy: ['Ungdomssamordnare, polisen', 'Socialsekreterare', 'Vårdnadshavare', 'Den unge'],
    agreements: held === null ? [] : draw.sample(TALK_AGREEMENTS, draw.between(2, 3)),
    followUpAt: held === null ? null : isoDate(held + draw.between(30, 60)),
  };
}

function exitCaseOf(world: World, draw: Draw): ExitCase {
  return {
    openedAt: isoDate(world.today - draw.between(20, 400)),
    threatLevel: draw.weighted([
      ['LOW', 25],
      ['ELEVATED', 50],
      ['HIGH', 25],
    ] as const),
    threatAssessment: draw.pick(THREAT_TEXTS),
    contact: contactOf('police', { function: 'Avhopparsamordnare' }),
  };
}

function wantedOf(
  world: World,
  { burden, age }: { burden: Burden; age: number },
  draw: Draw,
): readonly MissingOrWanted[] {
  if (burden !== 'HEAVY' || age < 15 || !draw.chance(WANTED_SHARE)) return [];
  const since = world.today - draw.between(10, 200);
  const ended = draw.chance(0.7) ? isoTime(since + draw.between(1, 9), 11 * 60) : null;
  return [{ kind: 'WANTED', since: isoTime(since, 8 * 60), endedAt: ended }];
}

function searchOf(world: World, missing: 'NOW' | 'ENDED', draw: Draw): MissingOrWanted {
  const since = world.today - (missing === 'NOW' ? draw.between(0, 1) : draw.between(20, 300));
  return {
    kind: 'MISSING',
    since: isoTime(since, draw.between(0, 5 * 60)),
    endedAt: missing === 'NOW' ? null : isoTime(since + draw.between(1, 4), draw.between(6 * 60, 20 * 60)),
  };
}
