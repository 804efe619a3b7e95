import { Arg, Ctx, FieldResolver, ID, Resolver } from 'type-graphql';
import type { AgencyContext } from '../agency-context.ts';
import { AccessBlock, LiftBlockInput, SetBlockInput } from './access-block.type.ts';
import { noteAbout } from './note-about.ts';
import { liftBlock, listBlocks, setBlock } from './person-blocks.ts';
import { readPerson } from './read-person.ts';
import type { DeskOptions } from './desk-types.ts';

/** Makes the fields of a desk that set, list and lift blocks on a person (jäv, spärr). */
export function createBlockResolvers({ desk, actions }: DeskOptions): readonly (new () => object)[] {
  @Resolver(() => desk)
  class BlockDeskResolver {
    @FieldResolver(() => [AccessBlock], {
      nullable: true,
      description: 'Blocks on a person here, newest first, lifted ones too (spärrar).',
    })
    async blocks(
      @Arg('ref', () => ID, { description: 'As given by Individual.ref (referens).' }) ref: string,
      @Ctx() context: AgencyContext,
    ): Promise<readonly AccessBlock[]> {
      const person = await readPerson(ref, context);
      await noteAbout(person, `${desk.name}.blocks`, context);
      return listBlocks(person, context);
    }
  }

  @Resolver(() => actions)
  class BlockActionsResolver {
    @FieldResolver(() => AccessBlock, {
      nullable: true,
      description: 'Closes the person for somebody of staff, a role or all (sätt spärr).',
    })
    async setBlock(
      @Arg('input', () => SetBlockInput, { description: 'What to close, for whom, why (spärren).' })
      input: SetBlockInput,
      @Ctx() context: AgencyContext,
    ): Promise<AccessBlock> {
      const person = await readPerson(input.ref, context);
      await noteAbout(person, `${actions.name}.setBlock`, context);
      return setBlock(person, input, context);
    }

    @FieldResolver(() => AccessBlock, {
      nullable: true,
      description:
        'Lifts a block; nobody lifts one on a person whom the own conflict of interest is about (häv spärr).',
    })
    async liftBlock(
      @Arg('input', () => LiftBlockInput, { description: 'Which block, why (spärren).' }) input: LiftBlockInput,
      @Ctx() context: AgencyContext,
    ): Promise<AccessBlock> {
      const person = await readPerson(input.ref, context);
      await noteAbout(person, `${actions.name}.liftBlock`, context);
      return liftBlock(person, input, context);
    }
  }

  return [BlockDeskResolver, BlockActionsResolver];
}
