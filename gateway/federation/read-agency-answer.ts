import type { GraphQLFormattedError } from 'graphql';
import { z } from 'zod';
import type { Agency } from '../../schema/agency.ts';
import { SamsynError } from '../../schema/error-catalogue.ts';
import { CITATION, INPUT_PROBLEMS, inputInvalid, type InputProblem } from '../../schema/input-problem.ts';
import { ASSIGNMENT, CLOSED_CODES, type ClosedCode, type Opening } from '../../policies/decide.ts';
import { explainWithheld, REFUSAL_CODE } from '../../policies/refusal.ts';
import { hasOnlyKeys, type AnswerKeys } from './answer-keys.ts';
import { placeEntities, type PlacedEntities } from './place-entities.ts';
import { ENTITY_KEY } from './plan/ask-for-keys.ts';
import { subgraphError } from './subgraph-error.ts';

const fieldName = z.string().regex(/^[_A-Za-z]\w*$/);

const errorsShape = z.array(
  z.object({
    path: z.array(z.union([fieldName, z.number()])).nullish(),
    extensions: z
      .object({
        code: z.string().optional(),
        problem: z.enum(Object.keys(INPUT_PROBLEMS) as [InputProblem]).optional(),
        laws: z.array(z.string().regex(CITATION)).optional(),
        withheld: z.object({ coordinate: z.string(), code: z.enum(CLOSED_CODES) }).optional(),
      })
      .optional(),
  }),
);

type AnswerError = z.infer<typeof errorsShape>[number];

export interface AgencyAnswer {
  readonly data: Record<string, unknown>;
  readonly errors?: readonly GraphQLFormattedError[];
  /** On what each person's fields were released, by ref. */
  readonly grounds: Readonly<Record<string, readonly string[]>>;
}

/** What the agency was asked. */
export interface AgencyQuestion {
  readonly agency: Agency;
  /** The agency's coordinates that were asked for. */
  readonly permitted: ReadonlySet<string>;
  /** The keys that the answer can have; the planner's executor takes in whatever stands there, also at another agency's key. */
  readonly keys: AnswerKeys;
  /** The representations of the entities that were asked for; none where none were. */
  readonly representations: readonly unknown[];
  /** What could open a coordinate to who asks, by role, purpose and policy alone. */
  readonly openingsOf: (coordinate: string) => readonly Opening[];
}

/**
 * Reads an agency's answer without letting a word of its errors through: a refusal keeps its coordinate and code, anything
 * else tells only that the agency broke there.
 * @throws SamsynError AGENCY_UNAVAILABLE when it is no GraphQL answer, tells what was not asked, or has not one entity for each that
 *   was asked for
 */
export function readAgencyAnswer(answer: unknown, question: AgencyQuestion): AgencyAnswer {
  const { agency } = question;
  const read = readEnvelope(answer);
  if (read === null || !isWhatWasAsked(read.data, question)) throw new SamsynError('AGENCY_UNAVAILABLE', { agency });
  const { data, errors, grounds } = read;
  const placed = placeByKey(data, question);
  if (placed === null) return withErrors({ data, grounds }, errors, question);
  const isAsItCame = placed.entities === data['_entities'];
  const told = {
    data: isAsItCame ? data : { ...data, _entities: placed.entities },
    grounds: without(grounds, placed.missing),
  };
  const moved = errors.map((error) => ({ ...error, path: movePath(error.path ?? undefined, placed) }));
  const answered = withErrors(told, moved, question);
  if (placed.missing.length === 0) return answered;
  const missing = subgraphError(new SamsynError('AGENCY_UNAVAILABLE', { agency }));
  return { ...answered, errors: [...(answered.errors ?? []), missing] };
}

function withErrors(
  answer: Pick<AgencyAnswer, 'data' | 'grounds'>,
  errors: readonly AnswerError[],
  question: AgencyQuestion,
): AgencyAnswer {
  return errors.length === 0 ? answer : { ...answer, errors: errors.map((error) => readError(error, question)) };
}

interface Envelope extends Pick<AgencyAnswer, 'data' | 'grounds'> {
  readonly errors: readonly AnswerError[];
}

/** Null when it is no answer to a question. Data is looked at where it is used, since there can be much of it. */
function readEnvelope(answer: unknown): Envelope | null {
  if (!isObject(answer)) return null;
  const { data, errors: given, extensions = {} } = answer;
  if (!isObject(data) || !isObject(extensions)) return null;
  const { grounds = {} } = extensions;
  const errors = given === undefined ? [] : errorsShape.safeParse(given).data;
  return errors !== undefined && areGrounds(grounds) ? { data, errors, grounds } : null;
}

const GROUND = /^[\w.]+ [a-z]+(?: [\w-]+)?$/;

function areGrounds(grounds: unknown): grounds is AgencyAnswer['grounds'] {
  return (
    isObject(grounds) &&
    Object.values(grounds).every(
      (told) => Array.isArray(told) && told.every((ground) => typeof ground === 'string' && GROUND.test(ground)),
    )
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isWhatWasAsked(data: AgencyAnswer['data'], { keys, representations }: AgencyQuestion): boolean {
  const given = data['_entities'];
  if (keys.possible.has('_entities') && !(Array.isArray(given) && given.length === representations.length))
    return false;
  return keys.certain.every((key) => key in data) && hasOnlyKeys(data, keys);
}

/** Null where the question did not ask for keys. */
function placeByKey(data: AgencyAnswer['data'], { keys, representations }: AgencyQuestion): PlacedEntities | null {
  if (keys.possible.get('_entities')?.possible.has(ENTITY_KEY) !== true) return null;
  const asked = representations.map((representation) => {
    const { __typename: type, ref } = representation as Readonly<Record<string, unknown>>;
    return { type: String(type), ref: String(ref) };
  });
  return placeEntities(data['_entities'] as readonly unknown[], asked);
}

function without(grounds: AgencyAnswer['grounds'], refs: readonly string[]): AgencyAnswer['grounds'] {
  if (refs.length === 0) return grounds;
  return Object.fromEntries(Object.entries(grounds).filter(([ref]) => !refs.includes(ref)));
}

/** An error about an entity that went nowhere is about the agency. */
function movePath(path: AnswerError['path'] | undefined, { placeOf }: PlacedEntities): AnswerError['path'] {
  const [root, at, ...rest] = path ?? [];
  if (root !== '_entities' || typeof at !== 'number') return path;
  const place = placeOf(at);
  return place === null ? undefined : [root, place, ...rest];
}

function readError({ path: given, extensions }: AnswerError, question: AgencyQuestion): GraphQLFormattedError {
  const path = given ?? undefined;
  const { code, withheld } = extensions ?? {};
  const wrong = readInputProblem(extensions);
  if (wrong !== null) return subgraphError(wrong, path);
  if (code === REFUSAL_CODE && withheld !== undefined && question.permitted.has(withheld.coordinate)) {
    return readRefusal(withheld, path, question);
  }
  return subgraphError(new SamsynError('AGENCY_ERROR', { agency: question.agency }), path);
}

type Refusal = NonNullable<NonNullable<AnswerError['extensions']>['withheld']>;

function readRefusal(
  withheld: Refusal,
  path: readonly (string | number)[] | undefined,
  question: AgencyQuestion,
): GraphQLFormattedError {
  const { coordinate, code } = withheld;
  const reason = explainWithheld(coordinate, {
    outcome: 'closed',
    row: null,
    code,
    openableBy: openableBy(withheld, question),
  });
  return {
    message: 'withheld',
    ...(path === undefined ? {} : { path }),
    extensions: { code: REFUSAL_CODE, withheld: reason },
  };
}

/** What is wrong with an input, in the words of the catalogue; null when that is not what the agency says. */
function readInputProblem(extensions: AnswerError['extensions']): SamsynError | null {
  const { code, problem, laws } = extensions ?? {};
  return code === 'INPUT_INVALID' && problem !== undefined ? inputInvalid(problem, laws) : null;
}

/** The agency says that it is closed and why; what would open it the policy says, so that no word of the agency's goes out. */
function openableBy(
  { coordinate, code }: { readonly coordinate: string; readonly code: ClosedCode },
  { openingsOf }: AgencyQuestion,
): readonly Opening[] {
  if (code === 'ASSIGNMENT_NEEDED') return [...ASSIGNMENT, ...openingsOf(coordinate)];
  return code === 'GROUND_NEEDED' ? openingsOf(coordinate) : [];
}
