import { FieldResolver, Resolver, type NonEmptyArray } from 'type-graphql';
import { AGENCY_TITLES } from '../../../schema/agency.ts';
import { createAggregateResolvers } from './create-aggregate-resolvers.ts';
import { createBlockResolvers } from './create-block-resolvers.ts';
import { createReleaseResolvers } from './create-release-resolvers.ts';
import { createRequestResolvers } from './create-request-resolvers.ts';
import type { DeskOptions } from './desk-types.ts';

/** Makes the resolvers of an agency's desk and actions: one factory a topic. */
export function createDesk(options: DeskOptions): NonEmptyArray<new () => object> {
  return [
    createDeskName(options),
    ...createBlockResolvers(options),
    ...createRequestResolvers(options),
    ...createReleaseResolvers(options),
    ...createAggregateResolvers(options),
  ];
}

function createDeskName({ agency, desk }: DeskOptions): new () => object {
  @Resolver(() => desk)
  class DeskResolver {
    @FieldResolver(() => String, {
      name: 'agency',
      nullable: true,
      description: 'Whose desk it is (myndighetens namn).',
    })
    nameAgency(): string {
      return AGENCY_TITLES[agency];
    }
  }

  return DeskResolver;
}
