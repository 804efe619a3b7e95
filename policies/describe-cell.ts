import type { AssignmentKind, Ground, GroundKind } from './ground.ts';
import { carriersOf } from './legal-reach.ts';
import type { PolicySet } from './policy-set.ts';

interface GroundWords {
  /** What the ground is, in a few words of a cell. */
  readonly words: string;
  /** The Swedish term. */
  readonly swedish: string;
  /** What it means, in a sentence of the legend. */
  readonly means: string;
}

/** The language of the matrix for people, in the order in which a legend explains it. */
export const GROUND_WORDS: Readonly<Record<GroundKind, GroundWords>> = {
  own: {
    words: 'Own agency',
    swedish: 'egen uppgift',
    means: "The agency's own staff see its own data, where marked only when assigned to the person's case.",
  },
  consent: {
    words: 'Consent',
    swedish: 'samtycke',
    means: 'A consent in force covers the person, the holder, the recipient, the field and the purpose.',
  },
  decision: {
    words: 'On request, the holder decides',
    swedish: 'beslut på begäran',
    means: 'The holder examines each request by itself and releases, or not, on one of the sections named.',
  },
  push: {
    words: "On the holder's own initiative",
    swedish: 'på eget initiativ',
    means: 'The holder sends it; it cannot be asked for.',
  },
  feedback: {
    words: 'Own report and its status',
    swedish: 'återkoppling',
    means: 'Whoever made a concern report sees that report and what became of it, never the reports of others.',
  },
  emergency: {
    words: 'Emergency request',
    swedish: 'nödfråga',
    means: "A narrow request that the holder's duty function answers within minutes and that is reviewed afterwards.",
  },
  existence: {
    words: 'That it exists, no more',
    swedish: 'förekomst',
    means: 'The role may know that there is something, not what.',
  },
  directory: { words: 'Open', swedish: 'öppen katalog', means: 'A list of functions, without any person in it.' },
  structure: { words: 'Open', swedish: 'ingång', means: 'Carries no person.' },
  aggregate: {
    words: 'Approved statistics',
    swedish: 'statistik',
    means: 'Only as counts from an approved query, never about one person.',
  },
  metadata: {
    words: 'The log only',
    swedish: 'logguppgift',
    means: 'That a release took place, not what was released.',
  },
  never: { words: 'Never', swedish: 'aldrig', means: 'Nothing can open it to the role.' },
};

const ASSIGNMENT_WORDS: Readonly<Record<AssignmentKind, string>> = {
  case: 'if assigned to the case',
  'sig-participant': 'if assigned as participant of the SIG',
  'named-person': 'if assigned by name',
};

/** The limits that cells set, where dashes turned to spaces would not be plain enough. */
const LIMIT_WORDS: Readonly<Record<string, string>> = {
  summary: 'a summary only',
  minimised: 'cut to what is needed',
  'statement-only': 'the statement (yttrande) only',
  'level-only': 'the level only, never the items',
  'agreed-minutes': 'the agreed minutes only',
  'named-person': 'to persons named in it',
  'own-part': 'the joint part and the own part',
  'own-report': 'the own report',
  'school-related': 'what concerns the school',
  meeting: 'in the meeting, lawyers present',
  'principal-decides': 'the principal decides',
  'police-secrecy-weighed': "the police's own secrecy (OSL 18 kap.) is weighed too",
};

/** A cell of the matrix in words, one alternative each, with the sections of law. A cell without grounds is closed. */
export function describeCell(grounds: readonly Ground[], legalBases: PolicySet['legalBases']): readonly string[] {
  if (grounds.length === 0) return [GROUND_WORDS.never.words];
  return grounds.map((ground) => describeGround(ground, legalBases));
}

function describeGround(ground: Ground, legalBases: PolicySet['legalBases']): string {
  const carried = carriersOf(ground.kind, legalBases).map(({ cite }) => cite);
  const laws = ground.laws.length > 0 ? ground.laws.join(' or ') : carried.join(' and ');
  const limit = ground.limit === null ? [] : [LIMIT_WORDS[ground.limit] ?? ground.limit.replaceAll('-', ' ')];
  const assignment = ground.assignment === null ? [] : [ASSIGNMENT_WORDS[ground.assignment]];
  const said = [GROUND_WORDS[ground.kind].words, ...assignment, ...limit].join(', ');
  return laws === '' ? said : `${said}: ${laws}`;
}
