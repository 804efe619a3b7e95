import type { GraphQLSchema } from 'graphql';
import type { Purpose } from '../../schema/purpose.ts';
import { ROLES, type Role } from '../../schema/role.ts';
import { decide } from '../../policies/decide.ts';
import { openPurposes } from '../../policies/open-purposes.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import { recordHolder } from '../../policies/record-holder.ts';
import { admitDocument } from '../request/admit.ts';
import { prepareOperation } from '../request/prepare-operation.ts';
import type { ShapeField } from '../request/response-shape.ts';
import type { RegisteredDocument } from './registered-document.ts';

/** What a document tells one role, under purposes for which it is the same. */
export interface Sight {
  /** Null stands for no purpose. */
  readonly purposes: readonly (Purpose | null)[];
  /** Released to the role as such. */
  readonly open: readonly string[];
  /** Turns on facts that the holder has: a consent, a decision, an assignment. */
  readonly perhaps: readonly string[];
  readonly never: readonly string[];
}

export interface RoleSight {
  readonly role: Role;
  /** Empty where the role sees nothing, for whatever purpose. */
  readonly sights: readonly Sight[];
}

/** Doors to a person, and the keys that lead through them, tell nothing. */
const DOORS = 'S01';

/**
 * Tells what each role could learn from a document, by the policy alone: of nobody in particular. Each value that can be reached
 * stands under what opens it; what can never be reached stands where it is cut off, as the gateway cuts it.
 */
export function whoSeesWhat(
  { text, operationName }: RegisteredDocument,
  context: { readonly schema: GraphQLSchema; readonly policySet: PolicySet },
): readonly RoleSight[] {
  const admitted = admitDocument(text, operationName, context.schema);
  return ROLES.map((role) => {
    const purposes = [null, ...openPurposes(role, context.policySet).map(({ purpose }) => purpose)];
    const seen = purposes.map((purpose) => {
      const { shape } = prepareOperation(admitted, { role, purpose }, context);
      return sightOf(shape, { role, purpose }, context.policySet);
    });
    return { role, sights: group(seen.filter(({ open, perhaps }) => open.length + perhaps.length > 0)) };
  });
}

function sightOf(
  shape: readonly ShapeField[],
  { role, purpose }: { readonly role: Role; readonly purpose: Purpose | null },
  policySet: PolicySet,
): Sight {
  const sight = { open: new Set<string>(), perhaps: new Set<string>(), never: new Set<string>() };
  const look = ({ coordinate, state, children }: ShapeField): void => {
    const { outcome } = decide({ coordinate, role, purpose, holder: recordHolder(coordinate), facts: null }, policySet);
    const isDoor = policySet.coordinates.get(coordinate)?.rule.row === DOORS;
    if (state === 'withheld') sight.never.add(coordinate);
    else if (children !== null) children.forEach(look);
    else if (state === 'open' && !isDoor) sight[outcome === 'open' ? 'open' : 'perhaps'].add(coordinate);
  };
  shape.forEach(look);
  return { purposes: [purpose], open: [...sight.open], perhaps: [...sight.perhaps], never: [...sight.never] };
}

function group(sights: readonly Sight[]): readonly Sight[] {
  const groups = new Map<string, Sight>();
  for (const sight of sights) {
    const key = JSON.stringify([sight.open, sight.perhaps, sight.never]);
    groups.set(key, { ...sight, purposes: [...(groups.get(key)?.purposes ?? []), ...sight.purposes] });
  }
  return [...groups.values()];
}
