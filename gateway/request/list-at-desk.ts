import type { GraphQLError } from 'graphql';
import { refsIn } from '../../schema/ref.ts';
import { isDeskDoor } from './agency-door.ts';
import {
  listField,
  type AnsweredOperation,
  type AnswerWalk,
  type PersonDisclosure,
  type Told,
} from './list-disclosures.ts';
import { standingShape } from './standing-shape.ts';

/** An answer that may come from an agency's desk. */
export interface DeskAnswer extends AnsweredOperation {
  readonly errors: readonly GraphQLError[];
}

/** What a desk told or did about one person, or about nobody in particular. */
export type DeskDisclosure = Omit<PersonDisclosure, 'personRef'> & { readonly personRef: string | null };

/**
 * Lists what was told and done at the desks of agencies, once for each person that the question or the answer names; about
 * nobody where none is named. Empty when no desk was asked.
 */
export function listAtDesk(answered: DeskAnswer): readonly DeskDisclosure[] {
  const { withheld, errors, data, shape, variables } = answered;
  const desks = standingShape(shape, variables).fields.filter(({ coordinate }) => isDeskDoor(coordinate));
  if (desks.length === 0) return [];
  const failed = errors.map(({ path = [], extensions }) => [JSON.stringify(path), String(extensions['code'])] as const);
  const refused = withheld.map(({ path, code }) => [JSON.stringify(path), code] as const);
  const walk: AnswerWalk = { ...answered, refusedAt: new Map([...failed, ...refused]) };
  const told: Told = { released: new Set(), withheld: new Set() };
  for (const desk of desks) {
    listField(desk, told, { at: `["${desk.key}"`, walk, found: data ? [data] : [] });
    // Nobody knows whether an action was done where no answer came, so it stands by its name.
    const failure = walk.refusedAt.get(JSON.stringify([desk.key]));
    if (failure !== undefined)
      desk.children?.forEach(({ coordinate }) => told.withheld.add(`${coordinate} ${failure}`));
  }
  const persons = refsIn([variables, desks.map(({ key }) => data?.[key] ?? null)]);
  const lists = { released: [...told.released], withheld: [...told.withheld] };
  return (persons.length === 0 ? [null] : persons).map((personRef) => ({ personRef, ...lists }));
}
