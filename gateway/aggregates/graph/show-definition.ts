import type { Agency } from '../../../schema/agency.ts';
import { agencyOfMeasure, type Measure } from '../../../schema/measure.ts';
import type { AggregateDefinition } from '../../../policies/aggregates/definition.ts';
import type { AgencyApproval } from '../agencies/agency-line.ts';
import { listParameterValues } from '../read-period.ts';
import type { LocalText } from './words.ts';

/** What agencies say of approvals; null where one does not answer. */
export type Approvals = ReadonlyMap<Agency, readonly AgencyApproval[] | null>;

/** A definition as the graph and the public list have it. */
export interface ShownDefinition {
  readonly id: string;
  readonly digest: string;
  readonly title: LocalText;
  readonly description: LocalText;
  readonly purpose: string;
  readonly law: string;
  readonly universe: LocalText;
  readonly unit: string;
  readonly expires: string;
  readonly suppressUpTo: number;
  readonly roundTo: number;
  readonly methodNote: LocalText;
  readonly sums: LocalText | null;
  readonly parameters: readonly {
    readonly name: string;
    readonly title: LocalText;
    readonly values: readonly string[];
  }[];
  readonly tables: readonly { readonly dimensions: readonly string[] }[];
}

/** What one agency contributes, and how far its approval is. */
export interface ShownSource {
  readonly agency: Agency;
  readonly measure: string;
  readonly counts: LocalText | null;
  readonly dimensions: readonly string[];
  readonly approvals: number | null;
  readonly needed: number;
  readonly isApproved: boolean | null;
}

/** Two persons of each data owner, whatever an agency that does not answer would say. */
const NEEDED = 2;

const PARAMETER_TITLES: Readonly<Record<AggregateDefinition['period']['kind'], LocalText>> = {
  term: { sv: 'Termin', en: 'Term' },
  year: { sv: 'År', en: 'Year' },
};

/** Describes a definition, without its sources. */
export function showDefinition(definition: AggregateDefinition, now: Date): ShownDefinition {
  const { id, digest, title, description, purpose, universe, unit, expires, thresholds, methodNote, period } =
    definition;
  return {
    ...{ id, digest, title, description, universe, unit, expires, methodNote },
    purpose: purpose.sv,
    law: purpose.law,
    suppressUpTo: thresholds.suppressUpTo,
    roundTo: thresholds.roundTo,
    sums: definition.sum?.name ?? null,
    parameters: [
      { name: period.kind, title: PARAMETER_TITLES[period.kind], values: listParameterValues(definition, now) },
    ],
    tables: definition.tables.map((dimensions) => ({ dimensions })),
  };
}

/** Describes the sources of a definition, with how far each agency has approved this very text. */
export function showSources(
  { id, digest, sources }: AggregateDefinition,
  measures: ReadonlyMap<string, Measure>,
  approvals: Approvals,
): readonly ShownSource[] {
  return sources.map(({ measure, dimensions }) => {
    const agency = agencyOfMeasure(measure);
    const told = approvals.get(agency) ?? null;
    const own = told?.find((approval) => approval.definition === id && approval.digest === digest);
    const counts = measures.get(measure)?.counts ?? null;
    return { agency, measure, counts, dimensions, ...(told === null ? UNKNOWN : countApprovals(own)) };
  });
}

type ApprovalState = Pick<ShownSource, 'approvals' | 'needed' | 'isApproved'>;

const UNKNOWN: ApprovalState = { approvals: null, needed: NEEDED, isApproved: null };

function countApprovals(own: AgencyApproval | undefined): ApprovalState {
  if (own === undefined) return { approvals: 0, needed: NEEDED, isApproved: false };
  const needed = Math.max(NEEDED, own.needed);
  return { approvals: own.approvals, needed, isApproved: !own.withdrawn && own.approvals >= needed };
}
