import { inputInvalid, type InputProblem } from '../../schema/input-problem.ts';
import type { AgencyContext } from '../platform/agency-context.ts';
import type { NamedPerson } from '../platform/desk/read-person.ts';
import { idUnderKey } from '../platform/desk/read-text-input.ts';
import { createRowLoader } from '../platform/row-loader.ts';
import type { RegisterConsentInput } from './consent-desk.type.ts';
import { judgeConsents, type JudgedConsent } from './consent-register.ts';
import type { ConsentObstacle } from './consent-stands.ts';
import { readConsentInput } from './read-consent-input.ts';
import { CONSENT_ENTRY } from './socialtjanst-tables.ts';

/** What may stand in the way of a consent that is registered: its first day, and a refusal, which is worth writing down. */
const PROBLEMS: Readonly<Record<ConsentObstacle, InputProblem | null>> = {
  NOT_YET: null,
  REFUSED: null,
  WITHDRAWN: null,
  CUSTODIAN_MISSING: 'consent-givers',
  YOUNG_PERSON_MISSING: 'consent-givers',
  PAST: 'consent-dates',
  SIG_ENDED: 'consent-dates',
  TURNED_15: 'consent-dates',
};

/**
 * Registers a consent, for a person known here or not. The same idempotency key again answers with the entry that it made.
 * @throws SamsynError INPUT_INVALID when it could open nothing, or somebody has not been asked
 */
export async function registerConsent(
  { personRef }: NamedPerson,
  input: RegisterConsentInput,
  context: AgencyContext,
): Promise<JudgedConsent> {
  const { agency, asker, manager, now } = context;
  const wanted = readConsentInput(input, context);
  const publicId = idUnderKey(input.idempotencyKey, agency, 'registerConsent', asker.staffSubject);
  await manager
    .createQueryBuilder()
    .insert()
    .into(CONSENT_ENTRY.entity)
    .values({ personRef, ...wanted, publicId, registeredAt: now, registeredBy: asker.staffSubject } as never)
    .orIgnore()
    .returning([])
    .updateEntity(false)
    .execute();
  const judged = await judgeConsents(createRowLoader(manager), personRef, now);
  const registered = judged.find(({ entry }) => entry.publicId === publicId);
  if (registered === undefined || !isSame(registered.entry, wanted)) throw inputInvalid('key-used');
  const { whyNot } = registered.standing;
  const problem = whyNot === null || registered.entry.registeredAt < now ? null : PROBLEMS[whyNot];
  if (problem !== null) throw inputInvalid(problem);
  return registered;
}

type Wanted = ReturnType<typeof readConsentInput>;

function isSame(stored: Wanted, wanted: Wanted): boolean {
  const whatOf = (entry: Wanted): string =>
    JSON.stringify([
      ...[entry.caseNumber, entry.holders, entry.recipients, entry.participants, entry.fieldGroups, entry.purpose],
      ...[entry.from, entry.to, entry.form, entry.custody, entry.givers, entry.exception],
    ]);
  return whatOf(stored) === whatOf(wanted);
}
