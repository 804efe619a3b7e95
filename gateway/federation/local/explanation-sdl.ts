/** Coordinates that one field may ask about. */
export const COORDINATES_LIMIT = 100;

/** The fields of `Query` that explain decisions. */
export const EXPLANATION_FIELDS = `  """
  Why fields are open or closed to you under your declared purpose, and what to do about it (förklara åtkomst). It never looks at
  any person: the answer is the same for known and unknown, with and without a ref.
  """
  explainAccess(
    """Whom you think of; only its form is checked (referens)."""
    ref: ID
    """Up to ${COORDINATES_LIMIT} fields as Type.field, such as SocialRecord.measures (fält)."""
    coordinates: [String!]!
    """Another role and purpose; for the data protection officer under OVERSIGHT alone (för annan roll)."""
    for: ExplainedAsker
  ): [AccessExplanation]
  """
  The same decision on made-up facts, for any role: for training and doubt, without a real person (simulera). Neither a ref nor a
  personal identity number can be given.
  """
  simulate(
    """Who asks, why, which fields, and the made-up person (påhittat fall)."""
    input: Simulation!
  ): [AccessExplanation]
`;

/** The types of explanations. Nothing in them is of a person. */
export const EXPLANATION_TYPES = `
"""Who is asked about (frågeställare)."""
input ExplainedAsker {
  """A role of the access matrix, such as police.youth-coordinator (roll)."""
  role: String!
  """The purpose that the role would declare (ändamål)."""
  purpose: Purpose!
}

"""A decision, explained (förklarat beslut)."""
type AccessExplanation {
  """The field, as Type.field (fält)."""
  coordinate: String
  """Whether it opens (utfall)."""
  outcome: AccessOutcome
  """Why it is closed, as in extensions.withheld; null when it is not (kod)."""
  code: String
  """The ground that opens it, or those that could (grund)."""
  grounds: [AccessGround!]
  """What must hold and is not known, or for a made-up person does not hold (vad som saknas)."""
  missing: [BilingualText!]
  """What you can do, the likeliest first (vad du kan göra)."""
  whatToDo: [BilingualText!]
  """When it closes again, ISO 8601; null where it rests on the role alone (gäller till)."""
  until: String
  """Rule, facts consulted, limits and dates; for the data protection officer under OVERSIGHT, else null (fullständig förklaring)."""
  full: FullExplanation
}

"""Whether a field opens (utfall)."""
enum AccessOutcome {
  """It opens (öppet)."""
  OPEN
  """Only the holder can know (beror på omständigheter)."""
  TURNS_ON_FACTS
  """It does not open (stängt)."""
  CLOSED
}

"""The same in two languages (tvåspråkig text)."""
type BilingualText {
  """In English (engelska)."""
  english: String
  """In Swedish (svenska)."""
  swedish: String
}

"""A ground of the access matrix (grund)."""
type AccessGround {
  """Its kind, as in extensions.withheld: own, consent, decision, push, feedback, emergency and so on (slag)."""
  kind: String
  """What it is, in words (benämning)."""
  words: BilingualText
  """The sections that it rests on; any one of those that a rule names will do (lagrum)."""
  laws: [LawSection!]
  """What the release is cut to, such as level-only (begränsning)."""
  limit: String
}

"""A section of law (lagrum)."""
type LawSection {
  """The short form that a request names (kortform)."""
  cite: String
  """The statute and section (författning)."""
  statute: String
  """What it says, in English (innehåll på engelska)."""
  says: String
  """What it says, in Swedish (innehåll)."""
  swedish: String
  """The person must be younger than this on the day of the request, in years (åldersgräns)."""
  underAge: Int
}

"""What leads a decision back to its rule (fullständig förklaring)."""
type FullExplanation {
  """The row of the access matrix (rad)."""
  row: String
  """The title of the row (rubrik)."""
  title: BilingualText
  """The reason that the matrix gives (skäl)."""
  why: String
  """Whether a lawyer decides before production (jurist avgör)."""
  needsLawyer: Boolean
  """The cell of the role, one alternative each (cell)."""
  cell: [String!]
  """Names of the holder's facts that the decision consults (omständigheter som prövas)."""
  factsConsulted: [String!]
  """What each limit lets open (begränsningar)."""
  limits: [String!]
  """Limits of age in the sections (åldersgränser)."""
  ageLimits: [String!]
  """When the row and its sections are in force (giltighetstider)."""
  datesInForce: [String!]
  """SHA-256 of the rule texts, base64url, as in receipts and records (regelversion)."""
  policyDigest: String
}

"""A made-up question (påhittad fråga)."""
input Simulation {
  """A role of the access matrix (roll)."""
  role: String!
  """What the role declares (ändamål)."""
  purpose: Purpose!
  """Up to ${COORDINATES_LIMIT} fields as Type.field (fält)."""
  coordinates: [String!]!
  """The day of the request, YYYY-MM-DD; today when left out (dag)."""
  day: String
  """The made-up person and asker (påhittad person)."""
  person: MadeUpPerson!
}

"""A made-up person, and how the asker stands to the person (påhittad person)."""
input MadeUpPerson {
  """In whole years on the day; or birthDate (ålder)."""
  age: Int
  """YYYY-MM-DD; limits of age are taken as passed when neither is given (födelsedatum)."""
  birthDate: String
  """Protected identity (skyddade personuppgifter)."""
  isProtected: Boolean = false
  """The asker's assignments: case, sig-participant, named-person (uppdrag)."""
  assignments: [String!] = []
  """A block between asker and person (spärr, jäv)."""
  blocked: Boolean = false
  """Whether the asker has reported concern for the person (orosanmälan)."""
  hasReported: Boolean = false
  """Consents (samtycken)."""
  consents: [MadeUpConsent!] = []
  """Releases that the holder has decided on (beslut om utlämnande)."""
  grants: [MadeUpGrant!] = []
}

"""A made-up consent (påhittat samtycke)."""
input MadeUpConsent {
  """Rows of the access matrix, such as M28 (rader)."""
  rows: [String!]!
  """Roles that may receive (mottagare)."""
  recipients: [String!] = []
  """Whether the asker is a named participant (namngiven deltagare)."""
  namesAsker: Boolean = false
  """What it was given for (ändamål)."""
  purpose: Purpose!
  """First day, YYYY-MM-DD (från och med)."""
  from: String!
  """Last day, YYYY-MM-DD (till och med)."""
  to: String!
}

"""A made-up release (påhittat utlämnande)."""
input MadeUpGrant {
  """decision, push, emergency, or weighing of the police's own secrecy (slag)."""
  kind: String!
  """The section in its short form; none for an emergency (lagrum)."""
  law: String
  """Exactly these fields (fält)."""
  coordinates: [String!]!
  """The role that may receive (mottagare)."""
  role: String!
  """What it was released for (ändamål)."""
  purpose: Purpose!
  """Last day, YYYY-MM-DD (till och med)."""
  until: String!
}
`;
