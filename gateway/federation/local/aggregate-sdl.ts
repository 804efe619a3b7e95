/** The fields of `Query` that lead to approved aggregates. */
export const AGGREGATE_FIELDS = `  """
  The aggregates that there are: what each counts, for what, under which law, how it is protected, and who has approved it
  (aggregat).
  """
  aggregates: [AggregateDefinition!]
  """
  What an aggregate counts, protected so that nobody can be singled out, also beside everything that was released before. The same
  question always has the same answer; a new one is counted now, and may be refused with the reason (aggregatkörning).
  """
  aggregate(
    """The id of a definition, such as concern-report-inflow (aggregatets id)."""
    id: ID!
    """Exactly those that the definition names, each with one of its values (parametrar)."""
    parameters: [AggregateParameterInput!]
  ): AggregateResult
  """The latest runs, the refused ones too; no person of staff is named (körningar)."""
  aggregateRuns(
    """How many, 50 when left out, at most 200 (antal)."""
    first: Int
  ): [AggregateRun!]
`;

/** The types of aggregates. Nothing in them leads to a person. */
export const AGGREGATE_TYPES = `
"""A parameter of an aggregate, with its value (parametervärde)."""
input AggregateParameterInput {
  """Its name, such as term (namn)."""
  name: String!
  """One of the values that the definition lists, such as 2026-HT (värde)."""
  value: String!
}

"""The same words in two languages (tvåspråkig text)."""
type LocalText {
  """In Swedish (svenska)."""
  sv: String
  """In English (engelska)."""
  en: String
}

"""An aggregate that can be run: reviewable text, approved by its digest (aggregatdefinition)."""
type AggregateDefinition {
  """What it is asked for by (id)."""
  id: ID!
  """SHA-256 of its content, base64url: a changed text is another definition (kontrollsumma)."""
  digest: String
  """Its title (titel)."""
  title: LocalText
  """What it tells, in a sentence (beskrivning)."""
  description: LocalText
  """What it is for, in Swedish (ändamål)."""
  purpose: String
  """The section that it rests on (lagrum)."""
  law: String
  """Whom or what it counts (population)."""
  universe: LocalText
  """What one counted thing is, such as reports (enhet)."""
  unit: String
  """The first day on which it cannot be run, YYYY-MM-DD (upphör)."""
  expires: String
  """Counts up to this are never shown (undertrycks till och med)."""
  suppressUpTo: Int
  """The others are rounded to this (avrundas till)."""
  roundTo: Int
  """How to read the figures (metodanmärkning)."""
  methodNote: LocalText
  """What is summed beside the count; null where nothing is (summerad storhet)."""
  sums: LocalText
  """What it is asked with (parametrar)."""
  parameters: [AggregateParameter!]
  """The tables that it gives (tabeller)."""
  tables: [AggregateTableShape!]
  """What it is drawn from, and who must approve it (källor)."""
  sources: [AggregateSource!]
}

"""A parameter that an aggregate has (parameter)."""
type AggregateParameter {
  """Its name (namn)."""
  name: String
  """What it is called (benämning)."""
  title: LocalText
  """All values that it can have, the latest first (värden)."""
  values: [String!]
}

"""A table that an aggregate gives (tabellform)."""
type AggregateTableShape {
  """What it is divided by (dimensioner)."""
  dimensions: [String!]
}

"""What one agency contributes (källa)."""
type AggregateSource {
  """The agency (myndighet)."""
  agency: String
  """The measure that it publishes (mått)."""
  measure: String
  """What the measure counts (vad som räknas)."""
  counts: LocalText
  """What it is sent by; no more leaves the agency (dimensioner)."""
  dimensions: [String!]
  """How many of its persons have approved this definition; null when it does not answer (godkännanden)."""
  approvals: Int
  """How many must (krav på godkännanden)."""
  needed: Int
  """Whether enough have, and none of it is withdrawn; null when the agency does not answer (godkänd)."""
  isApproved: Boolean
}

"""Whether figures came (utfall)."""
enum AggregateStatus {
  """They came (utlämnat)."""
  RELEASED
  """They did not, and the refusal says why (nekat)."""
  REFUSED
}

"""What came of a run (resultat)."""
type AggregateResult {
  """Whether figures came (utfall)."""
  status: AggregateStatus
  """Why not; null when they came (avslag)."""
  refusal: AggregateRefusal
  """The figures; null when they did not come (utgåva)."""
  release: AggregateRelease
}

"""Why a run was refused, and what to do (avslag)."""
type AggregateRefusal {
  """The reason as a code, such as AGGREGATE_UNAPPROVED (kod)."""
  code: String
  """The reason, and what to do (meddelande)."""
  message: String
  """The agencies that it lacks (saknade myndigheter)."""
  missing: [String!]
}

"""What was released, once and for all (utgåva)."""
type AggregateRelease {
  """What it is fetched by (id)."""
  id: ID!
  """The run that it was counted in (körning)."""
  runId: ID
  """When, ISO 8601 (utgiven)."""
  releasedAt: String
  """The definition as it was then (definition)."""
  definition: AggregateDefinition
  """The digest of that definition (kontrollsumma)."""
  digest: String
  """The period as asked for (period)."""
  period: String
  """The day after the last one that is counted, YYYY-MM-DD (räknat till)."""
  countedUntil: String
  """The tables (tabeller)."""
  tables: [AggregateTable!]
  """How to read the figures (metodanmärkning)."""
  methodNote: LocalText
  """Where the figures can be fetched as files, with the same token and purpose (filer)."""
  downloads: [AggregateDownload!]
}

"""A table with a cell for every combination of its codes (tabell)."""
type AggregateTable {
  """What it is divided by (dimensioner)."""
  dimensions: [AggregateDimension!]
  """The cells, the last dimension changing fastest (celler)."""
  cells: [AggregateCell!]
  """The sum of the rounded cells that are shown; null where none is (summa av visade)."""
  total: Int
  """How many cells are not shown (undertryckta celler)."""
  suppressedCells: Int
}

"""What a table is divided by (dimension)."""
type AggregateDimension {
  """Its name (namn)."""
  name: String
  """What it is called (benämning)."""
  title: LocalText
  """All its codes, in order (koder)."""
  codes: [AggregateCode!]
}

"""A code of a closed list (kod)."""
type AggregateCode {
  """The code (kod)."""
  code: String
  """In Swedish (svenska)."""
  sv: String
  """In English (engelska)."""
  en: String
}

"""One figure of a table (cell)."""
type AggregateCell {
  """One code for each dimension, in their order (koder)."""
  codes: [String!]
  """Rounded; null where it is not shown, which is not 0 (antal)."""
  count: Int
  """Whether the count is withheld, so that nobody can be singled out (undertryckt)."""
  isSuppressed: Boolean
  """Rounded; null where it is not shown, or nothing is summed (summa)."""
  sum: Int
  """Whether there is a sum that is withheld (undertryckt summa)."""
  isSumSuppressed: Boolean
}

"""A form that a release can be fetched in (fil)."""
type AggregateDownload {
  """The form, such as csv (format)."""
  format: String
  """Where, from the gateway's own address (adress)."""
  href: String
}

"""That a run was made; nobody of staff is named (körning)."""
type AggregateRun {
  """What it is known by (id)."""
  id: ID!
  """When it was asked for, ISO 8601 (tidpunkt)."""
  at: String
  """The definition; null when what was asked for is none (definition)."""
  definition: String
  """The digest of the definition (kontrollsumma)."""
  digest: String
  """The period; null when what was asked for is none (period)."""
  period: String
  """RELEASED, REFUSED, or UNFINISHED (utfall)."""
  outcome: String
  """Why it was refused (kod)."""
  code: String
  """The employer of who asked (myndighet)."""
  agency: String
}
`;
