import { isObjectType, type GraphQLSchema } from 'graphql';
import { allow, deny, rule, shield } from 'graphql-shield';
import type { IMiddlewareGenerator } from 'graphql-middleware';
import { SamsynError } from '../schema/error-catalogue.ts';
import type { Decision } from './decide.ts';
import { explainWithheld, refusalError } from './refusal.ts';

/** What a subgraph's context offers to the generated rules. */
export interface DecidingContext {
  /**
   * Decides one coordinate for one person (null: the object is not a person's); at once where the facts are known. Throws when a fact
   * cannot be had.
   */
  decideField(coordinate: string, personRef: string | null): Promise<Decision> | Decision;
}

/** Every object of a person carries the ref of whose it is. */
interface OfPerson {
  readonly personRef?: unknown;
  readonly ref?: unknown;
}

type RuleTree = Record<string, Record<string, ReturnType<typeof fieldRule> | typeof allow>>;

const FEDERATION_RULES: RuleTree = { Query: { _entities: allow, _service: allow }, _Service: { sdl: allow } };

/**
 * Generates the graphql-shield tree of a subgraph: one rule for each field of each object type, deny for all else.
 * `Query._entities` gives stubs only, and is reached with a verified receipt alone.
 */
export function createShieldTree<Context extends DecidingContext>(
  schema: GraphQLSchema,
): IMiddlewareGenerator<unknown, Context, unknown> {
  const tree: RuleTree = {};
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('_')) continue;
    tree[type.name] = Object.fromEntries(
      Object.keys(type.getFields())
        .filter((field) => !field.startsWith('_'))
        .map((field) => [field, fieldRule(`${type.name}.${field}`)]),
    );
  }
  tree['Query'] = { ...tree['Query'], ...FEDERATION_RULES['Query'] };
  tree['_Service'] = { ...FEDERATION_RULES['_Service'] };
  return shield<unknown, Context, unknown>(tree, {
    fallbackRule: deny,
    // What a resolver throws goes on as it is; what a rule throws is a no, and comes out as the fallback.
    allowExternalErrors: true,
    fallbackError: () => new SamsynError('INTERNAL', {}),
  });
}

function fieldRule(coordinate: string): ReturnType<ReturnType<typeof rule>> {
  return rule(`rule ${coordinate}`, { cache: 'no_cache' })(
    (parent: OfPerson | null | undefined, _args: unknown, context: DecidingContext) => {
      const decided = context.decideField(coordinate, refOf(parent));
      // A hundred persons are thousands of fields: what is known is not waited for.
      return decided instanceof Promise
        ? decided.then((decision) => verdictOn(coordinate, decision))
        : verdictOn(coordinate, decided);
    },
  );
}

function verdictOn(coordinate: string, decision: Decision): true | Error {
  if (decision.outcome === 'open') return true;
  if (decision.outcome === 'perhaps') return new SamsynError('INTERNAL', {});
  return refusalError(explainWithheld(coordinate, decision));
}

function refOf(parent: OfPerson | null | undefined): string | null {
  const ref = parent?.personRef ?? parent?.ref;
  return typeof ref === 'string' ? ref : null;
}
