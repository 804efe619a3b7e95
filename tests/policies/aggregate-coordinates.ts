import type { Role } from '../../schema/role.ts';
import type { Door } from './disclosure-coordinates.ts';

/** What there is of aggregates in the graph: none of it is of a person. */
export const AGGREGATE_DOORS: Readonly<Record<string, Door>> = {
  aggregates: {
    row: 'S40',
    types: {
      Query: 'aggregates aggregateRuns',
      LocalText: 'sv en',
      AggregateDefinition:
        'id digest title description purpose law universe unit expires suppressUpTo roundTo methodNote sums parameters tables sources',
      AggregateParameter: 'name title values',
      AggregateTableShape: 'dimensions',
      AggregateSource: 'agency measure counts dimensions approvals needed isApproved',
      AggregateRun: 'id at definition digest period outcome code agency',
    },
  },
  figures: {
    row: 'S41',
    types: {
      Query: 'aggregate',
      AggregateResult: 'status refusal release',
      AggregateRefusal: 'code message missing',
      AggregateRelease: 'id runId releasedAt definition digest period countedUntil tables methodNote downloads',
      AggregateTable: 'dimensions cells total suppressedCells',
      AggregateDimension: 'name title codes',
      AggregateCode: 'code sv en',
      AggregateCell: 'codes count isSuppressed sum isSumSuppressed',
      AggregateDownload: 'format href',
    },
  },
};

/** Figures are the analyst's alone; that there are aggregates, anybody may see. */
export const AGGREGATE_GROUNDS: Readonly<Record<string, (role: Role) => string>> = {
  S41: (role) => (role === 'analyst' ? 'structure' : 'never'),
};
