import { createHash } from 'node:crypto';
import type { GraphQLSchema } from 'graphql';
import type { PolicySet } from '../../policies/policy-set.ts';
import type { AdmittedOperation } from './admitted-operation.ts';
import { gatewayMetrics } from '../telemetry/gateway-metrics.ts';
import { prepareOperation, type DecidedFor, type PreparedOperation } from './prepare-operation.ts';

/** Operations that were admitted; and, apart, ways in which one was decided. */
const REMEMBERED = 2_000;
/** A longer document is remembered by its digest. Characters. */
const LONGEST_KEY = 4_096;

/** Remembers what was admitted and decided: both depend on document, role, purpose and the policy of the day alone. */
export interface PreparedOperations {
  admit(query: string, operationName: string | null, make: () => AdmittedOperation): AdmittedOperation;
  prepare(admitted: AdmittedOperation, decidedFor: DecidedFor, policySet: PolicySet): PreparedOperation;
}

interface Decided {
  readonly policySet: PolicySet;
  readonly prepared: PreparedOperation;
}

export function createPreparedOperations(schema: GraphQLSchema): PreparedOperations {
  const admittedByText = new BoundedMap<string, AdmittedOperation>(REMEMBERED);
  const decided = new BoundedMap<string, Decided>(REMEMBERED);
  const numbers = new WeakMap<AdmittedOperation, number>();
  let admissions = 0;
  const numberOf = (admitted: AdmittedOperation): number => {
    const number = numbers.get(admitted) ?? (admissions += 1);
    numbers.set(admitted, number);
    return number;
  };
  return {
    admit(query, operationName, make) {
      const key = keyOf(query, operationName);
      const known = admittedByText.get(key);
      if (known !== undefined) return known;
      const admitted = make();
      admittedByText.set(key, admitted);
      return admitted;
    },
    prepare(admitted, decidedFor, policySet) {
      const key = `${numberOf(admitted)} ${decidedFor.role} ${decidedFor.purpose ?? ''}`;
      const known = decided.get(key);
      const isKnown = known?.policySet === policySet;
      gatewayMetrics.prepared.add([isKnown ? 'hit' : 'miss']);
      if (isKnown) return known.prepared;
      const prepared = prepareOperation(admitted, decidedFor, { schema, policySet });
      decided.set(key, { policySet, prepared });
      return prepared;
    },
  };
}

/** Another name or another text makes another key, and a text is no digest. */
function keyOf(query: string, operationName: string | null): string {
  const named = operationName === null ? '-' : `${operationName.length} ${operationName}`;
  if (query.length <= LONGEST_KEY) return `text ${named} ${query}`;
  return `digest ${named} ${createHash('sha256').update(query).digest('base64url')}`;
}

/** Forgets what was used longest ago. */
class BoundedMap<Key, Value> {
  readonly #values = new Map<Key, Value>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(key: Key): Value | undefined {
    const value = this.#values.get(key);
    if (value === undefined) return undefined;
    this.#values.delete(key);
    this.#values.set(key, value);
    return value;
  }

  set(key: Key, value: Value): void {
    this.#values.set(key, value);
    const [oldest] = this.#values.keys();
    if (this.#values.size > this.#limit && oldest !== undefined) this.#values.delete(oldest);
  }
}
