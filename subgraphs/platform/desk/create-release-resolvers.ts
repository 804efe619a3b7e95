import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Resolver } from 'type-graphql';
import type { AgencyContext } from '../agency-context.ts';
import { answerEmergency, reviewEmergency } from './answer-emergency.ts';
import type { DeskOptions } from './desk-types.ts';
import { describeGrant, describeRequest, describeReview } from './describe-case.ts';
import { EmergencyAnswerArgs, PushInput, SecrecyWeighingInput } from './desk-inputs.type.ts';
import type { GrantCase } from './disclosure-case.ts';
import { DeskNotice, DisclosureGrant } from './disclosure-grant.type.ts';
import { DisclosureRequest } from './disclosure-request.type.ts';
import { EmergencyReview } from './emergency-review.type.ts';
import { listGrants, listNotices, listOpenReviews } from './list-desk.ts';
import { noteAbout } from './note-about.ts';
import { pushDisclosure, recordSecrecyWeighing, revokeGrant } from './push-disclosure.ts';
import { readPerson } from './read-person.ts';

/** Makes the fields of a desk by which the holder releases of its own, in an emergency, and takes back (utlämnande). */
export function createReleaseResolvers(options: DeskOptions): readonly (new () => object)[] {
  return [createReleaseListResolver(options), createPushResolver(options), createEmergencyResolver(options)];
}

async function answerWith(grantCase: GrantCase, coordinate: string, context: AgencyContext): Promise<DisclosureGrant> {
  const { personRef } = grantCase.grant;
  await noteAbout({ ref: personRef, personRef }, coordinate, context);
  return describeGrant(grantCase, context.now);
}

function createReleaseListResolver({ desk }: DeskOptions): new () => object {
  @Resolver(() => desk)
  class ReleaseListResolver {
    @FieldResolver(() => [DisclosureGrant], {
      nullable: true,
      description: 'What the holder has released, newest first, with when each ends (utlämnanden).',
    })
    async grants(@Ctx() context: AgencyContext): Promise<readonly DisclosureGrant[]> {
      const all = await listGrants(context);
      return Promise.all(all.map((grantCase) => answerWith(grantCase, `${desk.name}.grants`, context)));
    }

    @FieldResolver(() => [DeskNotice], {
      nullable: true,
      description: 'What the holder has told your function or you, newest first (underrättelser).',
    })
    async notices(@Ctx() context: AgencyContext): Promise<readonly DeskNotice[]> {
      const notices = await listNotices(context);
      const persons = new Set(notices.flatMap(({ about }) => about ?? []));
      for (const personRef of persons) await noteAbout({ ref: personRef, personRef }, `${desk.name}.notices`, context);
      return notices;
    }

    @FieldResolver(() => [EmergencyReview], {
      nullable: true,
      description: 'Answered emergencies that nobody has reviewed yet (öppna efterkontroller).',
    })
    openReviews(@Ctx() context: AgencyContext): Promise<readonly EmergencyReview[]> {
      return listOpenReviews(context);
    }
  }

  return ReleaseListResolver;
}

function createPushResolver({ actions }: DeskOptions): new () => object {
  @Resolver(() => actions)
  class PushResolver {
    @FieldResolver(() => DisclosureGrant, {
      nullable: true,
      description: 'Releases fields of a person to a function that did not ask, and tells it (lämna ut själv).',
    })
    async pushDisclosure(
      @Arg('input', () => PushInput, { description: 'What, of whom, to whom, on what ground (utlämnande).' })
      input: PushInput,
      @Ctx() context: AgencyContext,
      @Info() { schema }: GraphQLResolveInfo,
    ): Promise<DisclosureGrant> {
      const person = await readPerson(input.ref, context);
      const call = { context, rules: { schema, policySet: context.policySet } };
      return answerWith(await pushDisclosure(person, input, call), `${actions.name}.pushDisclosure`, context);
    }

    @FieldResolver(() => DisclosureGrant, {
      nullable: true,
      description: 'Records that 18 kap. OSL was weighed for what a consent opens (anteckna sekretessprövning).',
    })
    async recordSecrecyWeighing(
      @Arg('input', () => SecrecyWeighingInput, { description: 'What was weighed, for whom (sekretessprövning).' })
      input: SecrecyWeighingInput,
      @Ctx() context: AgencyContext,
    ): Promise<DisclosureGrant> {
      const person = await readPerson(input.ref, context);
      const weighed = await recordSecrecyWeighing(person, input, context);
      return answerWith(weighed, `${actions.name}.recordSecrecyWeighing`, context);
    }

    @FieldResolver(() => DisclosureGrant, {
      nullable: true,
      description: 'Takes back a release: closed from the next request on (återkalla utlämnande).',
    })
    async revokeGrant(
      @Arg('grantId', () => ID, { description: 'Which release (utlämnande).' }) grantId: string,
      @Arg('reason', () => String, { description: 'Why (skäl).' }) reason: string,
      @Ctx() context: AgencyContext,
    ): Promise<DisclosureGrant> {
      return answerWith(await revokeGrant({ grantId, reason }, context), `${actions.name}.revokeGrant`, context);
    }
  }

  return PushResolver;
}

function createEmergencyResolver({ actions }: DeskOptions): new () => object {
  @Resolver(() => actions)
  class EmergencyResolver {
    @FieldResolver(() => DisclosureRequest, {
      nullable: true,
      description: 'Answers an emergency request for the function on duty; never one of your own (besvara nödfråga).',
    })
    async answerEmergency(
      @Args(() => EmergencyAnswerArgs) answer: EmergencyAnswerArgs,
      @Ctx() context: AgencyContext,
      @Info() { schema }: GraphQLResolveInfo,
    ): Promise<DisclosureRequest> {
      const disclosure = await answerEmergency(answer, { context, rules: { schema, policySet: context.policySet } });
      const { personRef } = disclosure.request;
      await noteAbout({ ref: personRef, personRef }, `${actions.name}.answerEmergency`, context);
      return describeRequest(disclosure, context.now);
    }

    @FieldResolver(() => EmergencyReview, {
      nullable: true,
      description: 'Closes the review of an answered emergency; not by who asked or answered (granska nödfråga).',
    })
    async reviewEmergency(
      @Arg('requestId', () => ID, { description: 'Which emergency request (nödfråga).' }) requestId: string,
      @Arg('finding', () => String, { description: 'What the review found (slutsats).' }) finding: string,
      @Ctx() context: AgencyContext,
    ): Promise<EmergencyReview | null> {
      const disclosure = await reviewEmergency({ requestId, finding }, context);
      const { personRef } = disclosure.request;
      await noteAbout({ ref: personRef, personRef }, `${actions.name}.reviewEmergency`, context);
      return describeReview(disclosure, context.now);
    }
  }

  return EmergencyResolver;
}
