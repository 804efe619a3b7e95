import {
  Args,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  ObjectType,
  Query,
  Resolver,
  Root,
  type NonEmptyArray,
} from 'type-graphql';
import type { Agency } from '../../schema/agency.ts';
import type { AgencyContext } from './agency-context.ts';
import { FunctionContact } from './function-contact.type.ts';
import { DirectoryQuestion, findFunctions } from './function-directory.ts';

/** The stub of a person's record: the fields read the rest. */
export interface RecordStub {
  /** The person's present ref. */
  readonly personRef: string;
}

export interface DoorOptions {
  readonly agency: Agency;
  /** The type-graphql class of the agency's record. */
  readonly record: new () => RecordStub;
  readonly recordDescription: string;
  readonly directoryDescription: string;
}

/**
 * Makes the two doors by which the graph reaches an agency: `Individual.<agency>`, a stub for anybody, known or not, and
 * `Directory.<agency>`, its functions.
 */
export function createDoors(options: DoorOptions): NonEmptyArray<new () => object> {
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

    /** type-graphql builds no schema without a query; the subgraph has none but `_entities`. */
    @Query(() => Individual, { nullable: true })
    placeholder(): null {
      return null;
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

    @Query(() => Directory, { nullable: true })
    directoryPlaceholder(): null {
      return null;
    }
  }

  return [IndividualResolver, DirectoryResolver];
}
