import type { Highs, Model } from 'highs';
import type { AttackFrame, Expression, Link } from './attack-frame.ts';
import { loadSolver } from './load-solver.ts';

/** How much each row adds to a proof: what is positive rests on the least of the row, what is negative on the most. */
export type Duals = readonly (readonly [row: number, dual: number])[];

/** What the solver found; what it says is checked before it is believed. */
export interface Solved {
  /** Whole numbers that satisfy everything, verified in whole numbers; null where none were found. */
  readonly point: readonly number[] | null;
  /** The objective is proven to be no less than this, by the duals, whatever the solver's rounding errors. */
  readonly bound: number;
  /** The duals that prove it, by row. */
  readonly duals: Duals;
  readonly isFeasible: boolean;
}

const TOLERANCE = 1e-6;
const NO_TARGET = -1e30;
const NEGLIGIBLE = 1e-9;
/** Only the objective changes from one solve to the next, so that the last solution is where to start. */
const PRIMAL_SIMPLEX = 4;

/** Solves for the least that an expression can be, over whole numbers or over all. Rows are changed, added never. */
export class AttackSolver {
  #solves = 0;
  #latest = new Float64Array();
  readonly #model: Model;
  readonly #columns: number;
  readonly #rows: Link[];
  readonly #cap: number;
  readonly #isOptimal: (status: number) => boolean;

  private constructor(library: Highs, columns: number, rows: readonly Link[], reach: number) {
    this.#rows = [...rows];
    this.#columns = columns;
    const finite = rows.flatMap(({ least, most }) => [least, most]).filter(Number.isFinite);
    this.#cap = 4 * finite.reduce((sum, one) => sum + Math.abs(one), 1000 + reach);
    this.#model = passModel(library, columns, rows, this.#cap);
    const { optimal } = library.constants.modelStatus;
    this.#isOptimal = (status) => status === optimal;
  }

  /**
   * The first rows are the frame's links, then those that are given. No unknown is taken to be more than four times the reach
   * and all that is published added up. Must be closed.
   */
  static async open(frame: AttackFrame, rows: readonly Link[], reach: number): Promise<AttackSolver> {
    return new AttackSolver(await loadSolver(), frame.columns, [...frame.links, ...rows], reach);
  }

  /** How often something was solved for. */
  get solves(): number {
    return this.#solves;
  }

  changeRow(at: number, least: number, most: number): void {
    const row = this.#rows[at];
    if (row === undefined) throw new Error('no such row');
    this.#rows[at] = { ...row, least, most };
    this.#model.changeRowBounds(at, least, most);
  }

  /** The least of an expression over all numbers, which may be less than over whole ones. */
  minimize(objective: Expression): Solved {
    this.#setObjective(objective);
    this.#model.run();
    this.#solves += 1;
    if (!this.#isOptimal(this.#model.getModelStatus())) {
      return { point: null, bound: Infinity, duals: [], isFeasible: false };
    }
    const { colValue, rowDual } = this.#model.getSolution();
    this.#latest = colValue.map((value) =>
      Math.abs(value - Math.round(value)) < TOLERANCE ? Math.round(value) : value,
    );
    const duals = [...rowDual.entries()].filter(([, dual]) => Math.abs(dual) > NEGLIGIBLE);
    return { point: this.#verify(colValue), bound: this.boundBy(objective, duals), duals, isFeasible: true };
  }

  /**
   * What an expression is at least, by whatever duals and the rows as they are now. It holds for any duals, however roughly
   * they were computed: what they leave of the expression is taken at its worst, and adding up is given a margin.
   */
  boundBy(objective: Expression, duals: Duals): number {
    const rest = new Map<number, number>();
    const add = (expression: Expression, times: number): void => {
      for (const [column, often] of expression) rest.set(column, (rest.get(column) ?? 0) + times * often);
    };
    add(objective, 1);
    let bound = -TOLERANCE;
    for (const [at, dual] of duals) {
      const row = this.#rows[at];
      const side = dual > 0 ? row?.least : row?.most;
      if (row === undefined || side === undefined || !Number.isFinite(side)) continue;
      bound += dual * side;
      add(row.expression, -dual);
    }
    for (const left of rest.values()) bound += Math.min(0, left) * this.#cap;
    return bound;
  }

  /**
   * Whole numbers with which an expression is at most so much, to be asked for after the least of it over all numbers: first
   * among those next to that solution, then among all.
   */
  findWhole(objective: Expression, target: number): readonly number[] | null {
    this.#setObjective(objective);
    const near = this.#latest;
    this.#boundColumns(near.map(Math.floor), near.map(Math.ceil));
    const beside = this.#runWhole(target);
    this.#boundColumns(new Float64Array(this.#columns), new Float64Array(this.#columns).fill(this.#cap));
    return beside !== null && valueAt(objective, beside) <= target ? beside : this.#runWhole(target);
  }

  #runWhole(target: number): readonly number[] | null {
    this.#model.options.set({ solve_relaxation: false, objective_target: target + TOLERANCE });
    this.#model.run();
    this.#solves += 1;
    this.#model.options.set({ solve_relaxation: true, objective_target: NO_TARGET });
    return this.#verify(this.#model.getSolution().colValue);
  }

  #boundColumns(least: Float64Array, most: Float64Array): void {
    this.#model.changeColsBounds({ kind: 'range', from: 0, to: this.#columns - 1 }, least, most);
  }

  close(): void {
    this.#model.dispose();
  }

  #setObjective(objective: Expression): void {
    const costs = new Float64Array(this.#columns);
    for (const [column, times] of objective) costs[column] = (costs[column] ?? 0) + times;
    this.#model.changeColsCost({ kind: 'range', from: 0, to: costs.length - 1 }, costs);
  }

  /** Whether these whole numbers satisfy all rows as they are now. */
  holds(point: readonly number[]): boolean {
    return this.#rows.every(({ expression, least, most }) => {
      const value = valueAt(expression, point);
      return value >= least && value <= most;
    });
  }

  #verify(values: Iterable<number>): readonly number[] | null {
    const point = Array.from(values, Math.round);
    return point.length === this.#columns && point.every((value) => value >= 0) && this.holds(point) ? point : null;
  }
}

/** What an expression comes to. */
export function valueAt(expression: Expression, point: readonly number[]): number {
  let sum = 0;
  for (const [column, times] of expression) sum += times * (point[column] ?? 0);
  return sum;
}

function passModel(library: Highs, columns: number, rows: readonly Link[], cap: number): Model {
  const starts = [0];
  const terms = rows.flatMap(({ expression }) => {
    starts.push((starts.at(-1) ?? 0) + expression.length);
    return expression;
  });
  const model = library.createModel({
    numCols: columns,
    numRows: rows.length,
    colCost: new Float64Array(columns),
    colLower: new Float64Array(columns),
    colUpper: new Float64Array(columns).fill(cap),
    rowLower: rows.map(({ least }) => least),
    rowUpper: rows.map(({ most }) => most),
    matrix: {
      format: 'csr',
      numRows: rows.length,
      numCols: columns,
      starts: Int32Array.from(starts),
      indices: Int32Array.from(terms, ([column]) => column),
      values: Float64Array.from(terms, ([, times]) => times),
    },
    integrality: new Int32Array(columns).fill(1),
  });
  model.options.set({
    output_flag: false,
    random_seed: 1,
    presolve: 'off',
    simplex_strategy: PRIMAL_SIMPLEX,
    solve_relaxation: true,
  });
  return model;
}
