const WORDS = '{ sv en }';

/** Runs an aggregate, or gives again what was released before. Used by the page and the command line. */
export const RUN_AGGREGATE = `query RunAggregate($id: ID!, $parameters: [AggregateParameterInput!]) {
  aggregate(id: $id, parameters: $parameters) {
    status
    refusal { code message missing }
    release {
      id
      runId
      releasedAt
      digest
      period
      countedUntil
      methodNote ${WORDS}
      definition { id title ${WORDS} universe ${WORDS} unit suppressUpTo roundTo sums ${WORDS} }
      tables {
        dimensions { name title ${WORDS} codes { code sv en } }
        cells { codes count isSuppressed sum isSumSuppressed }
        total
        suppressedCells
      }
    }
  }
}
`;

/** Who is signed in, and as what. */
export const WHO_RUNS = 'query WhoRuns { me { role roleTitle agency } }';
