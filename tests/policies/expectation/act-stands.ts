import { AGE_TABLE } from '../limit-table.ts';
import type { Clause } from '../read-matrix.ts';
import type { Placed } from './place-coordinates.ts';
import type { Acts, GivenConsent, GivenGrant, SetBlock, Standing } from './standing.ts';

/** Whether something that was done lets the clause open the coordinate to the asker, today. */
export function actStands(clause: Clause, placed: Placed, standing: Standing): boolean {
  const { acts } = standing;
  if (acts === undefined) return false;
  const use: Use = { clause, placed, standing, acts };
  switch (clause.ground) {
    case 'feedback':
      return acts.reporters.includes(acts.staffSubject);
    case 'consent':
      return acts.consents.some((consent) => consentStands(consent, use)) && isWeighed(use);
    default:
      return acts.grants.some((grant) => grant.kind === clause.ground && grantStands(grant, use));
  }
}

/** Whether a block of the holder meets the asker and the row. */
export function isBlocked({ holder, row }: Placed, { role, acts }: Standing): boolean {
  const meets = (block: SetBlock): boolean =>
    !block.isLifted &&
    block.holder === holder &&
    (block.staffSubject ?? acts?.staffSubject) === acts?.staffSubject &&
    (block.role ?? role) === role &&
    (block.rows.length === 0 || block.rows.includes(row));
  return acts?.blocks.some(meets) ?? false;
}

interface Use {
  readonly clause: Clause;
  readonly placed: Placed;
  readonly standing: Standing;
  readonly acts: Acts;
}

function consentStands(consent: GivenConsent, { clause, placed, standing, acts }: Use): boolean {
  const isNamed = consent.participants.includes(acts.staffSubject);
  const mustBeNamed = clause.qualifiers.includes('named-person');
  const today = swedishDate(acts.now);
  return (
    !consent.isWithdrawn &&
    consent.from <= today &&
    today <= consent.to &&
    consent.purpose === standing.purpose &&
    consent.rows.includes(placed.row) &&
    consent.holders.some((holder) => holder === placed.holder) &&
    (isNamed || (!mustBeNamed && consent.recipients.includes(standing.role)))
  );
}

/** What protects the operation of the police no consent lifts: the police must have weighed it too (M08). */
function isWeighed(use: Use): boolean {
  if (!use.clause.qualifiers.includes('police-secrecy-weighed')) return true;
  return use.acts.grants.some((grant) => grant.kind === 'weighing' && isGiven(grant, use));
}

function grantStands(grant: GivenGrant, use: Use): boolean {
  if (!isGiven(grant, use)) return false;
  if (grant.kind === 'emergency') return true;
  return grant.law !== null && use.clause.laws.includes(grant.law) && isYoungEnough(grant.law, use);
}

function isGiven(grant: GivenGrant, { placed, standing, acts }: Use): boolean {
  return (
    !grant.isRevoked &&
    grant.holder === placed.holder &&
    grant.role === standing.role &&
    (grant.staffSubject ?? acts.staffSubject) === acts.staffSubject &&
    grant.purpose === standing.purpose &&
    grant.coordinates.includes(placed.coordinate) &&
    grant.from.getTime() <= acts.now.getTime() &&
    acts.now.getTime() < grant.until.getTime()
  );
}

function isYoungEnough(law: string, { placed, acts }: Use): boolean {
  const limit = AGE_TABLE[law];
  if (limit === undefined) return true;
  const birthDate = placed.holder === null ? undefined : acts.birthDates[placed.holder];
  return birthDate !== undefined && swedishDate(acts.now) < birthday(birthDate, limit);
}

/** The day on which an age is reached; born on 29 February, that is the 28th in a common year (lag 1930:173). */
function birthday(birthDate: string, age: number): string {
  const [year = '', month = '', day = ''] = birthDate.split('-');
  const wanted = Number(year) + age;
  const last = new Date(Date.UTC(wanted, Number(month), 0)).getUTCDate();
  return `${wanted}-${month}-${String(Math.min(Number(day), last)).padStart(2, '0')}`;
}

/** YYYY-MM-DD in Sweden. */
export function swedishDate(now: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Stockholm' }).format(now);
}
