import { GraphQLError } from 'graphql';
import { isAgency, type Agency } from '../../schema/agency.ts';
import { ERROR_CATALOGUE, SamsynError, type ErrorCode } from '../../schema/error-catalogue.ts';
import { REFUSAL_CODE, type WithheldReason } from '../../policies/refusal.ts';
import type { PlanError } from '../federation/plan/plan-run.ts';
import type { Path, WithheldField } from './withheld-field.ts';

export interface SortedErrors {
  /** What agencies withheld by facts that they alone hold. */
  readonly withheld: readonly WithheldField[];
  /** Agencies whose whole answer is missing. */
  readonly failures: ReadonlyMap<Agency, SamsynError>;
  readonly errors: readonly GraphQLError[];
}

const FAILURES: readonly string[] = ['AGENCY_UNAVAILABLE', 'AGENCY_TIMEOUT', 'AGENCY_REFUSED'];

const NO_ERRORS: SortedErrors = { withheld: [], failures: new Map(), errors: [] };

/** Parts refusals, missing agencies and breakages. An error that is not of the catalogue comes out as INTERNAL. */
export function sortErrors(errors: readonly PlanError[]): SortedErrors {
  if (errors.length === 0) return NO_ERRORS;
  const withheld = new Map<string, WithheldField>();
  const failures = new Map<Agency, SamsynError>();
  const others: GraphQLError[] = [];
  for (const error of errors) {
    const code = String(error.extensions['code']);
    const agency = String((error.extensions['facts'] as SamsynError['facts'] | undefined)?.['agency']);
    if (code === REFUSAL_CODE) {
      const field = { path: personPath(error.path ?? []), ...(error.extensions['withheld'] as WithheldReason) };
      withheld.set(JSON.stringify([field.path, field.code]), field);
    } else if (FAILURES.includes(code) && isAgency(agency)) {
      failures.set(agency, new SamsynError(code as ErrorCode, { agency }));
    } else {
      others.push(maskError(error, code));
    }
  }
  return { withheld: [...withheld.values()].sort(byPath), failures, errors: others };
}

/** An agency refuses in the order in which it gets to know, which could tell of the person: the list has an order of its own. */
function byPath({ path: a }: WithheldField, { path: b }: WithheldField): number {
  const at = a.findIndex((part, index) => part !== b[index]);
  if (at === -1) return a.length - b.length;
  const [mine = '', theirs = ''] = [a[at], b[at]];
  if (typeof mine === 'number' && typeof theirs === 'number') return mine - theirs;
  return String(mine) < String(theirs) ? -1 : 1;
}

function maskError(error: PlanError, code: string): GraphQLError {
  const facts = error.extensions['facts'] as SamsynError['facts'] | undefined;
  const known = Object.hasOwn(ERROR_CATALOGUE, code) && facts !== undefined;
  const masked = known ? new SamsynError(code as ErrorCode, facts) : new SamsynError('INTERNAL', {});
  return new GraphQLError(masked.message, {
    ...(error.path === undefined ? {} : { path: [...error.path] }),
    extensions: { code: masked.code, ...masked.facts },
  });
}

/** Keeps the place in a list of persons, and no place in a list of a person's own data, which would tell how much there is. */
function personPath(path: Path): Path {
  return path.filter((part, index) => typeof part === 'string' || index === 1);
}
