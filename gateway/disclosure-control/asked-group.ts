import { valueAt } from './attack-solver.ts';
import type { Group } from './audited-group.ts';

/** What is known so far of the counts that are possible for a group. */
export class AskedGroup {
  readonly group: Group;
  /** No count below it is possible. */
  bound = -Infinity;
  #least = Infinity;
  #most = -Infinity;

  constructor(group: Group) {
    this.group = group;
  }

  /** @returns whether the point tells anything new of it */
  learn(point: readonly number[]): boolean {
    const value = valueAt(this.group.expression, point);
    const isNew = value < this.#least || value > this.#most;
    this.#least = Math.min(this.#least, value);
    this.#most = Math.max(this.#most, value);
    return isNew;
  }

  /** It lies above what is asked, or reaches as low, as high and as wide as is asked. */
  isSafe(): boolean {
    return this.bound > this.group.above || (!this.needsLess() && !this.needsMore());
  }

  needsLess(): boolean {
    return this.#least > this.group.floor || this.#isNarrow;
  }

  needsMore(): boolean {
    return this.#most < this.group.ceiling || this.#isNarrow;
  }

  get lowTarget(): number {
    return Math.min(this.group.floor, this.group.width > 0 ? this.#most - this.group.width : Infinity);
  }

  get highTarget(): number {
    return Math.max(this.group.ceiling, this.group.width > 0 ? this.#least + this.group.width : -Infinity);
  }

  get #isNarrow(): boolean {
    return this.group.width > 0 && !(this.#most - this.#least >= this.group.width);
  }
}
