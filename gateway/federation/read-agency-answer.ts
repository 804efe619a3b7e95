import type { GraphQLFormattedError } from 'graphql';
import { z } from 'zod';
import type { Agency } from '../../schema/agency.ts';
import { SamsynError } from '../../schema/error-catalogue.ts';
import { CITATION, INPUT_PROBLEMS, inputInvalid, type InputProblem } from '../../schema/input-problem.ts';
import { ASSIGNMENT, CLOSED_CODES, type ClosedCode, type Opening } from '../../policies/decide.ts';
import { explainWithheld, REFUSAL_CODE } from '../../policies/refusal.ts';
import { hasOnlyKeys, type AnswerKeys } from './answer-keys.ts';
import { subgraphError } from './subgraph-error.ts';

const fieldName = z.string().regex(/^[_A-Za-z]\w*$/);

const answerShape = z.object({
  data: z.record(z.string(), z.unknown()),
  errors: z
    .array(
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
    )
    .optional(),
  extensions: z
    .object({ grounds: z.record(z.string(), z.array(z.string().regex(/^[\w.]+ [a-z]+(?: [\w-]+)?$/))).optional() })
    .optional(),
});

type AnswerError = NonNullable<z.infer<typeof answerShape>['errors']>[number];

export interface AgencyAnswer {
  readonly data: Record<string, unknown>;
  readonly errors?: GraphQLFormattedError[];
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
  /** How many entities, where they are asked for; the executor joins them to persons by their place alone. */
  readonly entities: number;
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
  const parsed = answerShape.safeParse(answer);
  if (!parsed.success || !isWhatWasAsked(parsed.data.data, question)) {
    throw new SamsynError('AGENCY_UNAVAILABLE', { agency });
  }
  const { data, errors = [], extensions } = parsed.data;
  const grounds = extensions?.grounds ?? {};
  if (errors.length === 0) return { data, grounds };
  return { data, grounds, errors: errors.map((error) => readError(error, question)) };
}

function isWhatWasAsked(data: AgencyAnswer['data'], { keys, entities }: AgencyQuestion): boolean {
  const given = data['_entities'];
  if (keys.possible.has('_entities') && !(Array.isArray(given) && given.length === entities)) return false;
  return keys.certain.every((key) => key in data) && hasOnlyKeys(data, keys);
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
