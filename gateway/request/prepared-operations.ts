import { createHash } from 'node:crypto';
import type { GraphQLSchema } from 'graphql';
import type { PolicySet } from '../../policies/policy-set.ts';
import type { AdmittedOperation } from './admitted-operation.ts';
import { gatewayMetrics } from '../telemetry/gateway-metrics.ts';
import { prepareOperation, type DecidedFor, type PreparedOperation } from './prepare-operation.ts';

/** Operations that were admitted; and, apart, ways in which one was decided. */
const REMEMBERED = { admitted: 2_000, decided: 5_000 } as const;
/** Selections of all that is remembered: what takes the memory. */
const SELECTIONS = 200_000;
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
  const admittedByText = new BoundedMap<string, AdmittedOperation>(REMEMBERED.admitted, SELECTIONS);
  const decided = new BoundedMap<string, Decided>(REMEMBERED.decided, SELECTIONS);
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
      admittedByText.set(key, admitted, sizeOf(admitted));
      return admitted;
    },
    prepare(admitted, decidedFor, policySet) {
      const key = `${numberOf(admitted)} ${decidedFor.role} ${decidedFor.purpose ?? ''}`;
      const known = decided.get(key);
      const isKnown = known?.policySet === policySet;
      gatewayMetrics.prepared.add([isKnown ? 'hit' : 'miss']);
      if (isKnown) return known.prepared;
      const prepared = prepareOperation(admitted, decidedFor, { schema, policySet });
      decided.set(key, { policySet, prepared }, sizeOf(admitted));
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

function sizeOf({ demands }: AdmittedOperation): number {
  return demands.reduce((sum, { cells }) => sum + 1 + cells, 1);
}

/** Forgets what was used longest ago, by how many there are and by how large they are together. */
class BoundedMap<Key, Value> {
  readonly #values = new Map<Key, { readonly value: Value; readonly size: number }>();
  readonly #mostValues: number;
  readonly #mostSize: number;
  #size = 0;

  constructor(mostValues: number, mostSize: number) {
    this.#mostValues = mostValues;
    this.#mostSize = mostSize;
  }

  get(key: Key): Value | undefined {
    const kept = this.#values.get(key);
    if (kept === undefined) return undefined;
    this.#values.delete(key);
    this.#values.set(key, kept);
    return kept.value;
  }

  set(key: Key, value: Value, size: number): void {
    this.#forget(key);
    this.#values.set(key, { value, size });
    this.#size += size;
    for (const oldest of this.#values.keys()) {
      if (this.#values.size <= this.#mostValues && this.#size <= this.#mostSize) return;
      this.#forget(oldest);
    }
  }

  #forget(key: Key): void {
    this.#size -= this.#values.get(key)?.size ?? 0;
    this.#values.delete(key);
  }
}
