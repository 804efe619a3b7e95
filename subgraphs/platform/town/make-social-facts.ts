import { isoDate, parseDay, yearOf, type Day } from './calendar.ts';
import type { Draw } from './draw.ts';
import { contactOf } from './functions-directory.ts';
import { makeConcernReport } from './make-concern-report.ts';
import { makePlacements, makeCompulsoryCare } from './make-placements.ts';
import { makeSigFacts } from './make-sig-facts.ts';
import type { Person } from './person.ts';
import type { SigFacts } from './sig-facts.ts';
import { SERIALS_A_PERSON, type ReportPlot } from './reports.ts';
import type {
  ConcernReport,
  EconomicAssistance,
  SocialFacts,
  SocialInvestigation,
  SocialMeasure,
  StructuredRiskAssessment,
  SubstanceUseAndHealth,
  TreatmentNote,
} from './social-facts.ts';
import {
  FAMILY_TEXTS,
  HEALTH_TEXTS,
  INVESTIGATION_CONTENTS,
  MEASURES,
  RISK_ITEMS,
  SUBSTANCE_TEXTS,
  TREATMENT_TEXTS,
} from './social-texts.ts';
import type { World } from './world.ts';

const TREATMENT_TYPES: readonly string[] = ['OUTPATIENT_CARE', 'BSFT', 'FAMILY_TREATMENT'];
const ASSISTED_SHARE = 0.2;
const LEVELS = ['LOW', 'MODERATE', 'HIGH'] as const;

/** What socialtjänsten holds; null for who is unknown there. */
export function makeSocialFacts(world: World, person: Person, plots: readonly ReportPlot[]): SocialFacts | null {
  if (!isKnown(person, plots)) return null;
  const draw = world.draw('social', person.index);
  const concernReports = plots.map((plot) => makeConcernReport(world, person, plot));
  const investigations = investigationsOf(world, person, { concernReports, draw });
  const sig = makeSigFacts(world, person);
  const measures = measuresOf(world, person, { investigations, sig, draw });
  const placements = makePlacements(world, person, draw);
  const treated = measures.filter(({ type }) => TREATMENT_TYPES.includes(type));
  return {
    caseWorker: caseWorkerOf(person),
    concernReports,
    investigations,
    measures,
    treatmentNotes: treated.flatMap((measure) => notesOf(world, measure, draw)),
    placements,
    ...(investigations.length > 0 ? foundOut(world, person, { concernReports, draw }) : NOT_FOUND_OUT),
    compulsoryCareDecisions: makeCompulsoryCare(placements, draw),
    economicAssistance: economicAssistanceOf(world, person),
    sig,
  };
}

function isKnown({ traits }: Person, plots: readonly ReportPlot[]): boolean {
  if (traits.only !== null && traits.only !== 'socialtjanst') return false;
  return plots.length > 0 || traits.sig !== null || traits.placement !== null || traits.exit;
}

type FoundOut = Pick<SocialFacts, 'familySituation' | 'substanceUseAndHealth' | 'structuredRiskAssessment'>;

const NOT_FOUND_OUT: FoundOut = { familySituation: null, substanceUseAndHealth: null, structuredRiskAssessment: null };

/** What an investigation brings to light. */
function foundOut(world: World, person: Person, { concernReports, draw }: Investigated): FoundOut {
  return {
    familySituation: { summary: draw.pick(FAMILY_TEXTS), updatedAt: recently(world, draw) },
    substanceUseAndHealth: isAboutHealth(person, concernReports) ? healthOf(world, draw) : null,
    structuredRiskAssessment: isAtRisk(person, draw) ? riskAssessmentOf(world, draw) : null,
  };
}

function caseWorkerOf({ age, traits }: Person): SocialFacts['caseWorker'] {
  if (traits.placement === 'NOW') return contactOf('socialtjanst', { function: 'Placeringssekreterare' });
  const unit = age >= 13 ? 'Ungdomsenheten' : 'Utredning barn';
  return contactOf('socialtjanst', { function: 'Gruppledare', unit });
}

interface Investigated {
  readonly concernReports: readonly ConcernReport[];
  readonly draw: Draw;
}

function investigationsOf(
  world: World,
  person: Person,
  { concernReports, draw }: Investigated,
): readonly SocialInvestigation[] {
  const opened = concernReports.flatMap(({ preAssessment }) =>
    preAssessment.outcome === 'OPENED' && preAssessment.decidedAt !== null ? [parseDay(preAssessment.decidedAt)] : [],
  );
  const { traits } = person;
  const isDeepIn = traits.sig !== null || traits.placement !== null || traits.exit;
  const isOwed = opened.length === 0 && (isDeepIn || traits.only !== null);
  const days = isOwed ? [world.today - draw.between(200, 420)] : opened;
  return days.map((day, at) =>
    investigationOf(world, { day, serial: person.index * SERIALS_A_PERSON + 24 + at }, draw),
  );
}

function investigationOf(
  world: World,
  of: { readonly day: Day; readonly serial: number },
  draw: Draw,
): SocialInvestigation {
  // Four months (SoL 20:3); now and then prolonged.
  const length = draw.chance(0.12) ? draw.between(123, 170) : draw.between(55, 120);
  const decided = of.day + length;
  const isOngoing = decided >= world.today;
  const withMeasures = draw.chance(0.55);
  return {
    caseNumber: `SN ${yearOf(of.day)}/${of.serial}`,
    openedAt: isoDate(of.day),
    status: isOngoing ? 'ONGOING' : withMeasures ? 'CONCLUDED_WITH_MEASURES' : 'CONCLUDED_WITHOUT_MEASURES',
    content: draw.sample(INVESTIGATION_CONTENTS, 2).join(' '),
    decidedAt: isOngoing ? null : isoDate(decided),
  };
}

interface Measured {
  readonly investigations: readonly SocialInvestigation[];
  readonly sig: SigFacts;
  readonly draw: Draw;
}

function measuresOf(world: World, person: Person, { investigations, sig, draw }: Measured): readonly SocialMeasure[] {
  const granted = investigations
    .filter(({ status }) => status === 'CONCLUDED_WITH_MEASURES')
    .map(({ decidedAt, openedAt }) => measureFrom(world, parseDay(decidedAt ?? openedAt) + 7, draw));
  const { burden } = person.traits;
  const isOwed = granted.length === 0 && (burden === 'HEAVY' || burden === 'RICH') && investigations.length > 0;
  if (isOwed) granted.push(measureFrom(world, world.today - draw.between(30, 160), draw));
  if (burden === 'RICH') granted.push({ type: 'FAMILY_TREATMENT', from: isoDate(world.today - 90), to: null });
  if (sig.plan !== null && sig.membership !== null)
    granted.push({ type: 'SIG', from: sig.membership.from, to: sig.membership.to });
  return granted;
}

function measureFrom(world: World, from: Day, draw: Draw): SocialMeasure {
  const start = Math.min(from, world.today);
  const to = start + draw.between(90, 365);
  return { type: draw.weighted(MEASURES), from: isoDate(start), to: to > world.today ? null : isoDate(to) };
}

function notesOf(world: World, measure: SocialMeasure, draw: Draw): readonly TreatmentNote[] {
  const start = parseDay(measure.from);
  return draw.sample(TREATMENT_TEXTS, draw.between(1, 3)).map((text, at) => ({
    date: isoDate(Math.min(start + 10 + at * 14, world.today)),
    text,
  }));
}

function isAboutHealth(person: Person, reports: readonly ConcernReport[]): boolean {
  const isAbout = reports.some(({ reason }) => reason === 'CHILD_SUBSTANCE_USE' || reason === 'OTHER');
  return isAbout || person.traits.burden === 'HEAVY' || person.traits.burden === 'RICH';
}

function healthOf(world: World, draw: Draw): SubstanceUseAndHealth {
  return {
    substanceUse: draw.pick(SUBSTANCE_TEXTS),
    health: draw.pick(HEALTH_TEXTS),
    updatedAt: recently(world, draw),
  };
}

function isAtRisk({ traits }: Person, draw: Draw): boolean {
  if (traits.sig !== null || traits.burden === 'RICH') return true;
  return traits.burden === 'HEAVY' ? draw.chance(0.6) : traits.burden === 'MEDIUM' && draw.chance(0.25);
}

function riskAssessmentOf(world: World, draw: Draw): StructuredRiskAssessment {
  const items = RISK_ITEMS.map((item) => ({ item, level: draw.pick(LEVELS) }));
  const sum = items.reduce((total, { level }) => total + LEVELS.indexOf(level), 0);
  return {
    level: sum <= 4 ? 'LOW' : sum <= 8 ? 'MODERATE' : 'HIGH',
    items,
    instrument: 'Gjutarhamns strukturerade bedömning',
    assessedAt: recently(world, draw),
  };
}

// A household's matter, so siblings have the same; held by another unit than the child's (M37).
function economicAssistanceOf(world: World, { household, traits }: Person): readonly EconomicAssistance[] {
  const draw = world.draw('assistance', household.key);
  if (!draw.chance(ASSISTED_SHARE) && traits.burden !== 'RICH' && traits.only !== 'socialtjanst') return [];
  const from = world.today - draw.between(40, 700);
  const to = draw.chance(0.5) ? null : isoDate(Math.min(from + draw.between(30, 300), world.today));
  return [
    {
      kind: draw.weighted([
        ['LIVELIHOOD', 7],
        ['HOUSING', 2],
        ['OTHER', 1],
      ] as const),
      from: isoDate(from),
      to,
    },
  ];
}

function recently(world: World, draw: Draw): string {
  return isoDate(world.today - draw.between(3, 120));
}
