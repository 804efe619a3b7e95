import type { Expression } from './attack-frame.ts';
import { AskedGroup } from './asked-group.ts';
import type { AttackSolver, Duals, Solved } from './attack-solver.ts';
import type { Group } from './audited-group.ts';

/** A group that can be counted closer than promised. */
export interface Exposure {
  readonly group: Group;
  /** What proves it; null where it was found by search among whole numbers, which leaves no such proof. */
  readonly proof: Duals | null;
}

/** What was found out so far. All of it is checked against the rows as they are before it is used again. */
export interface Evidence {
  /** Whole numbers that fit what is published. */
  readonly points: (readonly number[])[];
  /** Why a group lies above so much, by its key. */
  readonly bounds: Map<string, Duals>;
}

interface AuditOptions {
  readonly stopAtFirst?: boolean;
  /** Groups that need not be safe. */
  readonly isExcused?: (group: Group) => boolean;
}

/** The published figures contradict one another, so that nothing can be proven from them. */
export class Contradiction extends Error {}

const SWEEPS = 8;
const TOLERANCE = 1e-6;

/**
 * Proves of each group that nobody can bound it closer than promised, or tells which can be. One whole-number solution is
 * evidence for all groups at once, so that most of them need no solving of their own. What is found is added to the evidence.
 * @throws Contradiction when no figures at all fit what is published
 */
export function auditGroups(
  solver: AttackSolver,
  groups: readonly Group[],
  evidence: Evidence,
  { stopAtFirst = false, isExcused = () => false }: AuditOptions = {},
): readonly Exposure[] {
  const audit = new Audit(solver, groups, evidence);
  audit.sweep(1);
  audit.sweep(-1);
  const exposures: Exposure[] = [];
  for (const one of audit.asked.filter((asked) => !asked.isSafe() && !isExcused(asked.group))) {
    const exposure = audit.ask(one);
    if (exposure === null) continue;
    exposures.push(exposure);
    if (stopAtFirst) break;
  }
  return exposures;
}

class Audit {
  readonly asked: readonly AskedGroup[];
  readonly #solver: AttackSolver;
  readonly #evidence: Evidence;

  constructor(solver: AttackSolver, groups: readonly Group[], evidence: Evidence) {
    this.#solver = solver;
    this.#evidence = evidence;
    this.asked = groups.map((group) => new AskedGroup(group));
    for (const one of this.asked) {
      const duals = evidence.bounds.get(one.group.key);
      if (duals !== undefined) one.bound = solver.boundBy(one.group.expression, duals);
    }
    const open = this.asked.filter((one) => !one.isSafe());
    for (const point of evidence.points) if (solver.holds(point)) for (const one of open) one.learn(point);
  }

  /** Looks for solutions that are evidence for many groups: downwards (1) or upwards (-1). */
  sweep(sign: 1 | -1): void {
    const isPending = (one: AskedGroup): boolean => !one.isSafe() && (sign > 0 ? one.needsLess() : one.needsMore());
    let pending = this.asked.filter(isPending);
    for (let round = 0; round < SWEEPS && pending.length > 1; round += 1) {
      this.#solve(pending.flatMap(({ group }, at) => scale(group.expression, sign * (1 + ((at + round) % 3)))));
      const left = pending.filter(isPending);
      if (left.length === pending.length) return;
      pending = left;
    }
  }

  ask(one: AskedGroup): Exposure | null {
    const proof = [...this.#lower(one), ...(one.isSafe() ? [] : this.#raise(one))];
    if (one.isSafe()) return null;
    return { group: one.group, proof: proof.length > 0 ? proof : null };
  }

  /** Tries to show that the group can be as small as it must, or lies above; else what proves that it cannot. */
  #lower(one: AskedGroup): Duals {
    if (!one.needsLess()) return [];
    const { expression, key } = one.group;
    const { bound, duals } = this.#solve(expression);
    this.#evidence.bounds.set(key, duals);
    one.bound = Math.max(one.bound, bound);
    if (one.isSafe() || !one.needsLess()) return [];
    if (Math.ceil(bound - TOLERANCE) > one.lowTarget) return duals;
    this.#learn(this.#solver.findWhole(expression, one.lowTarget));
    return [];
  }

  /** Tries to show that the group can be as large as it must; else what proves that it cannot. */
  #raise(one: AskedGroup): Duals {
    if (!one.needsMore()) return [];
    const negated = scale(one.group.expression, -1);
    const { bound, duals } = this.#solve(negated);
    if (!one.needsMore()) return [];
    if (Math.ceil(bound - TOLERANCE) > -one.highTarget) return duals;
    this.#learn(this.#solver.findWhole(negated, -one.highTarget));
    return [];
  }

  #solve(objective: Expression): Solved {
    const solved = this.#solver.minimize(objective);
    if (!solved.isFeasible) throw new Contradiction('no figures fit what is published');
    this.#learn(solved.point);
    return solved;
  }

  #learn(point: readonly number[] | null): void {
    if (point === null) return;
    const open = this.asked.filter((one) => !one.isSafe());
    const told = open.filter((one) => one.learn(point));
    if (told.length > 0) this.#evidence.points.push(point);
  }
}

function scale(expression: Expression, by: number): Expression {
  return expression.map(([column, times]) => [column, times * by]);
}
