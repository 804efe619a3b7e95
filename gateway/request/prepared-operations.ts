import { createHash } from 'node:crypto';
import type { AdmittedOperation } from './admitted-operation.ts';
import type { GraphQLSchema } from 'graphql';
import type { PolicySet } from '../../policies/policy-set.ts';
import { gatewayMetrics } from '../telemetry/gateway-metrics.ts';
import { prepareOperation, type DecidedFor, type PreparedOperation } from './prepare-operation.ts';

const REMEMBERED = 2_000;

/** Remembers what was admitted and decided: both depend on document, role, purpose and the policy of the day alone. */
export interface PreparedOperations {
  admit(query: string, operationName: string | null, make: () => AdmittedOperation): AdmittedOperation;
  prepare(admitted: AdmittedOperation, decidedFor: DecidedFor, policySet: PolicySet): PreparedOperation;
}

export function createPreparedOperations(schema: GraphQLSchema): PreparedOperations {
  const admittedByText = new BoundedMap<AdmittedOperation>(REMEMBERED);
  const preparedUnder = new WeakMap<PolicySet, WeakMap<AdmittedOperation, Map<string, PreparedOperation>>>();
  return {
    admit(query, operationName, make) {
      const key = createHash('sha256')
        .update(JSON.stringify([query, operationName]))
        .digest('base64url');
      return admittedByText.getOrMake(key, make);
    },
    prepare(admitted, decidedFor, policySet) {
      const preparedFor =
        preparedUnder.get(policySet) ?? new WeakMap<AdmittedOperation, Map<string, PreparedOperation>>();
      preparedUnder.set(policySet, preparedFor);
      const ofDocument = preparedFor.get(admitted) ?? new Map<string, PreparedOperation>();
      preparedFor.set(admitted, ofDocument);
      const key = `${decidedFor.role} ${decidedFor.purpose ?? ''}`;
      const known = ofDocument.get(key);
      gatewayMetrics.prepared.add([known === undefined ? 'miss' : 'hit']);
      const prepared = known ?? prepareOperation(admitted, decidedFor, { schema, policySet });
      ofDocument.set(key, prepared);
      return prepared;
    },
  };
}

/** Forgets what was used longest ago. */
class BoundedMap<Value> {
  readonly #values = new Map<string, Value>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  getOrMake(key: string, make: () => Value): Value {
    const value = this.#values.get(key) ?? make();
    this.#values.delete(key);
    this.#values.set(key, value);
    const [oldest] = this.#values.keys();
    if (this.#values.size > this.#limit && oldest !== undefined) this.#values.delete(oldest);
    return value;
  }
}
