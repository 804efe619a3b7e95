import {
  Args,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
  type NonEmptyArray,
} from 'type-graphql';
import type { AgencyContext } from './agency-context.ts';
import type { DoorOptions, RecordStub } from './door-options.ts';
import { FunctionContact } from './function-contact.type.ts';
import { DirectoryQuestion, findFunctions } from './function-directory.ts';

/** The resolvers of the doors, and the entities that no query of the agency leads to. */
export interface Doors {
  readonly resolvers: NonEmptyArray<new () => object>;
  readonly entities: readonly (new () => object)[];
}

/**
 * Makes the doors by which the graph reaches an agency: `Individual.<agency>`, a stub for anybody, known or not,
 * `Directory.<agency>`, its functions, and its desk: `Query.<agency>` and `Mutation.<agency>`.
 */
export function createDoors(options: DoorOptions): Doors {
  const { agency, record, recordDescription, directoryDescription } = options;

  @Directive('@key(fields: "ref")')
  @ObjectType({ description: 'A young person, by ref (individ).' })
  class Individual {
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
  class IndividualResolver {
    @FieldResolver(() => record, { name: agency, nullable: true, description: recordDescription })
    async openRecord(@Root() individual: Individual, @Ctx() { persons }: AgencyContext): Promise<RecordStub> {
      return { personRef: await persons.currentRef(individual.ref) };
    }
  }

  @Resolver(() => Directory)
  class DirectoryResolver {
    @FieldResolver(() => [FunctionContact], { name: agency, nullable: true, description: directoryDescription })
    listFunctions(
      @Args(() => DirectoryQuestion) question: DirectoryQuestion,
      @Ctx() context: AgencyContext,
    ): Promise<readonly FunctionContact[]> {
      return findFunctions(context.manager, question);
    }
  }

  return {
    resolvers: [IndividualResolver, DirectoryResolver, createDeskDoors(options)],
    entities: [Individual, Directory],
  };
}

/** The desk is there for everybody who may come in; its fields and actions say what is there for whom. */
function createDeskDoors({ agency, desk }: DoorOptions): new () => object {
  @Resolver()
  class DeskDoorResolver {
    @Query(() => desk.desk, { name: agency, nullable: true, description: desk.deskDescription })
    openDesk(): object {
      return {};
    }

    @Mutation(() => desk.actions, { name: agency, nullable: true, description: desk.actionsDescription })
    openActions(): object {
      return {};
    }
  }

  return DeskDoorResolver;
}
