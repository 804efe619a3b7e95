import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { AgencyContext } from '../platform/agency-context.ts';
import { CONSENT_RECORD, CONSENT_SIGN } from './consent-views.ts';
import { ConsentStatus } from './consent-enums.type.ts';
import { judgeConsents, statusOf, type JudgedConsent } from './consent-register.ts';
import { ConsentEntry, ConsentUse } from './consent.type.ts';
import { describeConsent } from './describe-consent.ts';
import { SocialRecord } from './social-record.type.ts';
import { CONSENT_ATTESTATION } from './socialtjanst-tables.ts';

/** The register of consents (M43). */
@Resolver(() => SocialRecord)
export class ConsentRecordResolver {
  @FieldResolver(() => [ConsentEntry], {
    nullable: true,
    description: 'The register of consents, newest first (samtyckesregister).',
  })
  async consents(
    @Root() { personRef }: SocialRecord,
    @Ctx() { rows, now, asks }: AgencyContext,
  ): Promise<readonly ConsentEntry[]> {
    const [released, judged] = await Promise.all([
      rows.many(CONSENT_RECORD, personRef),
      judgeConsents(rows, personRef, now),
      // So that it costs no less for somebody who has none.
      asks('ConsentEntry.uses') ? rows.many(CONSENT_ATTESTATION, personRef) : null,
    ]);
    return released.flatMap(({ publicId, ...shown }) =>
      judged
        .filter(({ entry }) => entry.publicId === publicId)
        .map((consent) => Object.assign(describeConsent(consent), shown, { id: publicId })),
    );
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      'Whether a consent was given that lets the asker receive, in force or not, and nothing more; a refusal is none (samtycke finns).',
  })
  async consentsExist(@Root() { personRef }: SocialRecord, @Ctx() context: AgencyContext): Promise<boolean> {
    const { rows, now } = context;
    const [signs, judged] = await Promise.all([
      rows.many(CONSENT_SIGN, personRef),
      judgeConsents(rows, personRef, now),
    ]);
    // Where it is closed there is no sign, whoever looks.
    if (signs.length === 0) return false;
    const { ground } = await context.openingOf('SocialRecord.consentsExist', personRef);
    return judged
      .filter(({ entry }) => signs.some(({ publicId }) => publicId === entry.publicId))
      .filter(({ standing }) => statusOf(standing) !== ConsentStatus.REFUSED)
      .some((consent) => ground === 'own' || isRecipient(consent, context));
  }
}

/** That there is a consent tells that somebody is known (OSL 26:1), so it is told to whom it names, or to its roles when it names nobody. */
function isRecipient({ entry }: JudgedConsent, { asker, purpose }: AgencyContext): boolean {
  const { participants, recipients } = entry;
  if (entry.purpose !== purpose) return false;
  return participants.length > 0 ? participants.includes(asker.staffSubject) : recipients.includes(asker.role);
}

@Resolver(() => ConsentEntry)
export class ConsentEntryResolver {
  @FieldResolver(() => [ConsentUse], {
    nullable: true,
    description:
      'The requests that could lean on it, newest first: what was released is in their records (användning).',
  })
  async uses(@Root() { personRef, id }: ConsentEntry, @Ctx() { rows }: AgencyContext): Promise<readonly ConsentUse[]> {
    const attested = await rows.many(CONSENT_ATTESTATION, personRef);
    return attested
      .filter(({ consentId }) => consentId === id)
      .map(({ attestedAt: at, holder, role, requestId }) => ({ personRef, at, holder, role, requestId }));
  }
}
