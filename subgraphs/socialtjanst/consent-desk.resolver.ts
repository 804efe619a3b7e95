import { Arg, Ctx, FieldResolver, Int, Resolver } from 'type-graphql';
import type { AgencyContext } from '../platform/agency-context.ts';
import { noteAbout } from '../platform/desk/note-about.ts';
import { readPerson } from '../platform/desk/read-person.ts';
import {
  ConsentRenewalItem,
  ConsentWithdrawal,
  RegisterConsentInput,
  WithdrawConsentInput,
} from './consent-desk.type.ts';
import { ConsentEntry } from './consent.type.ts';
import { describeConsent } from './describe-consent.ts';
import { listRenewals } from './list-renewals.ts';
import { registerConsent } from './register-consent.ts';
import { SocialActions, SocialDesk } from './social-desk.type.ts';
import { withdrawConsent } from './withdraw-consent.ts';

const LONGEST_VIEW_DAYS = 366;

@Resolver(() => SocialActions)
export class ConsentActionsResolver {
  @FieldResolver(() => ConsentEntry, {
    nullable: true,
    description: 'Registers a consent, or that it was refused (registrera samtycke).',
  })
  async registerConsent(
    @Arg('input', () => RegisterConsentInput, { description: 'What was consented to, by whom (samtycket).' })
    input: RegisterConsentInput,
    @Ctx() context: AgencyContext,
  ): Promise<ConsentEntry> {
    const person = await readPerson(input.ref, context);
    await noteAbout(person, 'SocialActions.registerConsent', context);
    return describeConsent(await registerConsent(person, input, context));
  }

  @FieldResolver(() => ConsentWithdrawal, {
    nullable: true,
    description:
      'Takes a consent back at once, everywhere; answers when no answer can show anything on it any more, within 12 seconds (återkalla samtycke).',
  })
  async withdrawConsent(
    @Arg('input', () => WithdrawConsentInput, { description: 'Which consent, by whom, why (återkallelsen).' })
    input: WithdrawConsentInput,
    @Ctx() context: AgencyContext,
  ): Promise<ConsentWithdrawal> {
    const person = await readPerson(input.ref, context);
    await noteAbout(person, 'SocialActions.withdrawConsent', context);
    return withdrawConsent(person, input, context);
  }
}

@Resolver(() => SocialDesk)
export class ConsentDeskResolver {
  @FieldResolver(() => [ConsentRenewalItem], {
    nullable: true,
    description:
      'Consents to talk about anew, of those the asker works with, by the day: they end, or a birthday comes (samtycken att förnya).',
  })
  consentRenewals(
    @Arg('withinDays', () => Int, { description: 'How far ahead, 1 to 366 (dagar framåt).' }) withinDays: number,
    @Ctx() context: AgencyContext,
  ): Promise<readonly ConsentRenewalItem[]> {
    return listRenewals(Math.max(1, Math.min(LONGEST_VIEW_DAYS, withinDays)), context);
  }
}
