import { Args, Ctx, Directive, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { AgencyContext } from '../platform/agency-context.ts';
import { FunctionContact } from '../platform/function-contact.type.ts';
import { DirectoryQuestion, findFunctions } from '../platform/function-directory.ts';
import { PoliceRecord } from './police-record.type.ts';

@Directive('@key(fields: "ref")')
@ObjectType({ description: 'A young person, by ref (individ).' })
export class Individual {
  @Field(() => ID, { description: 'The one-way key of the person in this graph (referens).' })
  readonly ref!: string;
}

@Directive('@key(fields: "id")')
@ObjectType({ description: 'The open directory of functions (funktionskatalog).' })
class Directory {
  @Field(() => ID, { description: 'Always `functions`.' })
  readonly id!: string;
}

@Resolver(() => Individual)
export class IndividualResolver {
  @FieldResolver(() => PoliceRecord, {
    nullable: true,
    description: 'What the police hold; never null while they answer (polisens uppgifter).',
  })
  async police(@Root() individual: Individual, @Ctx() { persons }: AgencyContext): Promise<PoliceRecord> {
    return { personRef: await persons.currentRef(individual.ref) };
  }

  /** type-graphql builds no schema without a query; the subgraph has none but `_entities`. */
  @Query(() => Individual, { nullable: true })
  placeholder(): null {
    return null;
  }
}

@Resolver(() => Directory)
export class DirectoryResolver {
  @FieldResolver(() => [FunctionContact], {
    nullable: true,
    description: 'Functions at the police (polisens funktioner).',
  })
  police(
    @Args(() => DirectoryQuestion) question: DirectoryQuestion,
    @Ctx() context: AgencyContext,
  ): Promise<readonly FunctionContact[]> {
    return findFunctions(context.manager, question);
  }

  @Query(() => Directory, { nullable: true })
  directoryPlaceholder(): null {
    return null;
  }
}
