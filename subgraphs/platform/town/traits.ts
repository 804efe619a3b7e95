import type { Agency } from '../../../schema/agency.ts';
import { ageAt } from './calendar.ts';
import { CAST_SPECS, type Burden, type SigCourse } from './cast.ts';
import { birthOf, castSpec, type World } from './world.ts';

/** The lot that a person has drawn: what the agencies' facts are made from, so that they agree. */
export interface Traits {
  readonly burden: Burden;
  readonly sig: SigCourse | null;
  readonly placement: 'NOW' | 'RETURNED' | null;
  readonly exit: boolean;
  readonly missing: 'NOW' | 'ENDED' | null;
  /** The one agency that knows the person, when there must be no other. */
  readonly only: Agency | null;
  readonly dropsSuspicions: boolean;
  readonly reportMeantFor: number | null;
}

interface Lottery {
  readonly name: string;
  /** One winner in each run of this many persons. */
  readonly every: number;
  readonly ages: readonly [number, number];
}

const SIG: Lottery = { name: 'sig', every: 140, ages: [13, 20] };
const PLACED: Lottery = { name: 'placed', every: 220, ages: [12, 17] };
const EXIT: Lottery = { name: 'exit', every: 450, ages: [15, 21] };
const MISSING: Lottery = { name: 'missing', every: 600, ages: [12, 17] };

const BURDENS: readonly (readonly [Burden, number])[] = [
  ['NONE', 0.8],
  ['LIGHT', 0.13],
  ['MEDIUM', 0.05],
  ['HEAVY', 0.02],
];

const PLAIN: Traits = {
  burden: 'NONE',
  sig: null,
  placement: null,
  exit: false,
  missing: null,
  only: null,
  dropsSuspicions: false,
  reportMeantFor: null,
};

const RICH: Traits = { ...PLAIN, placement: 'RETURNED', exit: true, missing: 'ENDED' };

const COURSES: readonly (readonly [SigCourse, number])[] = [
  ['ACTIVE', 0.65],
  ['ENDED', 0.2],
  ['WITHDRAWN', 0.1],
  ['REFUSED', 0.05],
];

/** The traits of a person: fixed for the cast, drawn for others. */
export function traitsOf(world: World, index: number): Traits {
  const spec = castSpec(index);
  if (spec !== null) return { ...(spec.burden === 'RICH' ? RICH : PLAIN), ...spec };
  const drawn = { ...PLAIN, ...wonBy(world, index) };
  const isHeavy = drawn.sig !== null || drawn.placement !== null || drawn.exit;
  if (isHeavy) return { ...drawn, burden: 'HEAVY' };
  return { ...drawn, burden: drawn.missing === null ? burdenOf(world, index) : 'MEDIUM' };
}

function wonBy(world: World, index: number): Pick<Traits, 'sig' | 'placement' | 'exit' | 'missing'> {
  const draw = world.draw('traits', index);
  const [course, isAway, isMissing] = [draw.weighted(COURSES), draw.chance(0.65), draw.chance(0.35)];
  return {
    sig: hasWon(world, SIG, index) ? course : null,
    placement: hasWon(world, PLACED, index) ? (isAway ? 'NOW' : 'RETURNED') : null,
    exit: hasWon(world, EXIT, index),
    missing: hasWon(world, MISSING, index) ? (isMissing ? 'NOW' : 'ENDED') : null,
  };
}

/** The burden alone, which is cheap: enough to choose whom somebody is seen with. */
export function burdenOf(world: World, index: number): Burden {
  return castSpec(index)?.burden ?? world.draw('burden', index).weighted(BURDENS);
}

function hasWon(world: World, lottery: Lottery, index: number): boolean {
  const run = Math.floor((index - CAST_SPECS.length) / lottery.every);
  const known = world.winners.get(lottery.name);
  if (known?.run === run) return known.winner === index;
  const winner = winnerOf(world, lottery, run);
  world.winners.set(lottery.name, { run, winner });
  return winner === index;
}

/** The first of fitting age from a drawn place of the run, going round. */
function winnerOf(world: World, lottery: Lottery, run: number): number | null {
  const first = CAST_SPECS.length + run * lottery.every;
  const start = world.draw(lottery.name, run).between(0, lottery.every - 1);
  for (let step = 0; step < lottery.every; step += 1) {
    const candidate = first + ((start + step) % lottery.every);
    if (isOfAge(world, lottery, candidate)) return candidate;
  }
  return null;
}

function isOfAge(world: World, { ages }: Lottery, index: number): boolean {
  const age = ageAt(birthOf(world, index).day, world.today);
  return age >= ages[0] && age <= ages[1];
}
