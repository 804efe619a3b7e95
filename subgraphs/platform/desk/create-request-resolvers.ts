import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, ID, Info, Resolver } from 'type-graphql';
import type { AgencyContext } from '../agency-context.ts';
import { requestDisclosure, requestEmergency } from './ask-holder.ts';
import type { DeskOptions } from './desk-types.ts';
import { describeRequest } from './describe-case.ts';
import { DisclosureState } from './desk-enums.type.ts';
import { DisclosureRequestInput, EmergencyRequestInput, RulingInput } from './desk-inputs.type.ts';
import type { DisclosureCase } from './disclosure-case.ts';
import { DisclosureOffer } from './disclosure-offer.type.ts';
import { DisclosureRequest } from './disclosure-request.type.ts';
import { listInbox, listRequests, offerQuestions } from './list-desk.ts';
import { noteAbout } from './note-about.ts';
import { readPerson } from './read-person.ts';
import { demandAuthorityRuling, ruleOnRequest, withdrawRequest } from './rule-on-request.ts';

/** Makes the fields of a desk by which data are asked for and ruled on (begäran om uppgifter). */
export function createRequestResolvers(options: DeskOptions): readonly (new () => object)[] {
  return [
    createListResolver(options),
    createAskingResolver(options),
    createFollowUpResolver(options),
    createRulingResolver(options),
  ];
}

/** Answers with a request, and puts the act on the line of whom it is about. */
async function answerWith(
  disclosure: DisclosureCase,
  coordinate: string,
  context: AgencyContext,
): Promise<DisclosureRequest> {
  const { personRef } = disclosure.request;
  await noteAbout({ ref: personRef, personRef }, coordinate, context);
  return describeRequest(disclosure, context.now);
}

function createListResolver({ desk }: DeskOptions): new () => object {
  const answerAll = (
    disclosures: readonly DisclosureCase[],
    field: string,
    context: AgencyContext,
  ): Promise<readonly DisclosureRequest[]> =>
    Promise.all(disclosures.map((disclosure) => answerWith(disclosure, `${desk.name}.${field}`, context)));

  @Resolver(() => desk)
  class RequestListResolver {
    @FieldResolver(() => [DisclosureOffer], {
      nullable: true,
      description: 'On which sections these fields could be asked for, and what each asks; of nobody (frågor).',
    })
    questions(
      @Arg('coordinates', () => [String], { description: 'Fields of this holder (uppgifter).' }) coordinates: string[],
      @Arg('emergency', () => Boolean, { nullable: true, description: 'For an acute request (nödfråga).' })
      emergency: boolean | null,
      @Ctx() context: AgencyContext,
      @Info() { schema }: GraphQLResolveInfo,
    ): readonly DisclosureOffer[] {
      return offerQuestions({ coordinates, isEmergency: emergency ?? false }, context, schema);
    }

    @FieldResolver(() => [DisclosureRequest], {
      nullable: true,
      description: 'What you have asked for here, newest first (egna begäranden).',
    })
    async requests(@Ctx() context: AgencyContext): Promise<readonly DisclosureRequest[]> {
      return answerAll(await listRequests(context), 'requests', context);
    }

    @FieldResolver(() => [DisclosureRequest], {
      nullable: true,
      description: 'What waits to be ruled on here: emergencies first, then what is due soonest (inkorg).',
    })
    async inbox(
      @Arg('state', () => DisclosureState, { nullable: true, description: 'Only what stands so (läge).' })
      state: string | null,
      @Ctx() context: AgencyContext,
    ): Promise<readonly DisclosureRequest[]> {
      return answerAll(await listInbox(state ?? null, context), 'inbox', context);
    }
  }

  return RequestListResolver;
}

function createAskingResolver({ actions }: DeskOptions): new () => object {
  @Resolver(() => actions)
  class AskingResolver {
    @FieldResolver(() => DisclosureRequest, {
      nullable: true,
      description: 'Asks the holder to release fields of a person, on a section of law (begär uppgifter).',
    })
    async requestDisclosure(
      @Arg('input', () => DisclosureRequestInput, { description: 'What, of whom, on what ground (begäran).' })
      input: DisclosureRequestInput,
      @Ctx() context: AgencyContext,
      @Info() { schema }: GraphQLResolveInfo,
    ): Promise<DisclosureRequest> {
      const person = await readPerson(input.ref, context);
      await noteAbout(person, `${actions.name}.requestDisclosure`, context);
      const call = { context, rules: { schema, policySet: context.policySet } };
      return describeRequest(await requestDisclosure(person, input, call), context.now);
    }

    @FieldResolver(() => DisclosureRequest, {
      nullable: true,
      description: 'Asks the function on duty at the holder about a missing child (ställ nödfråga).',
    })
    async requestEmergency(
      @Arg('input', () => EmergencyRequestInput, { description: 'What, of whom, why now (nödfråga).' })
      input: EmergencyRequestInput,
      @Ctx() context: AgencyContext,
      @Info() { schema }: GraphQLResolveInfo,
    ): Promise<DisclosureRequest> {
      const person = await readPerson(input.ref, context);
      await noteAbout(person, `${actions.name}.requestEmergency`, context);
      const call = { context, rules: { schema, policySet: context.policySet } };
      return describeRequest(await requestEmergency(person, input, call), context.now);
    }
  }

  return AskingResolver;
}

function createFollowUpResolver({ actions }: DeskOptions): new () => object {
  @Resolver(() => actions)
  class FollowUpResolver {
    @FieldResolver(() => DisclosureRequest, {
      nullable: true,
      description: 'Has the authority itself rule on what was refused, OSL 6:3 (begär myndighetens beslut).',
    })
    async demandAuthorityRuling(
      @Arg('requestId', () => ID, { description: 'Which request of yours (begäran).' }) requestId: string,
      @Arg('reason', () => String, { description: 'Why (skäl).' }) reason: string,
      @Ctx() context: AgencyContext,
    ): Promise<DisclosureRequest> {
      const disclosure = await demandAuthorityRuling({ requestId, reason }, context);
      return answerWith(disclosure, `${actions.name}.demandAuthorityRuling`, context);
    }

    @FieldResolver(() => DisclosureRequest, {
      nullable: true,
      description: 'Takes back a request of yours that waits (återkalla begäran).',
    })
    async withdrawRequest(
      @Arg('requestId', () => ID, { description: 'Which request of yours (begäran).' }) requestId: string,
      @Arg('reason', () => String, { description: 'Why (skäl).' }) reason: string,
      @Ctx() context: AgencyContext,
    ): Promise<DisclosureRequest> {
      const disclosure = await withdrawRequest({ requestId, reason }, context);
      return answerWith(disclosure, `${actions.name}.withdrawRequest`, context);
    }
  }

  return FollowUpResolver;
}

function createRulingResolver({ actions }: DeskOptions): new () => object {
  @Resolver(() => actions)
  class RulingResolver {
    @FieldResolver(() => DisclosureRequest, {
      nullable: true,
      description: 'Rules on a request: grants, grants in part, refuses, or leaves it to the authority (besluta).',
    })
    async ruleOnRequest(
      @Arg('input', () => RulingInput, { description: 'Which request, how, why (beslut).' }) input: RulingInput,
      @Ctx() context: AgencyContext,
      @Info() { schema }: GraphQLResolveInfo,
    ): Promise<DisclosureRequest> {
      const disclosure = await ruleOnRequest(input, { context, rules: { schema, policySet: context.policySet } });
      return answerWith(disclosure, `${actions.name}.ruleOnRequest`, context);
    }
  }

  return RulingResolver;
}
