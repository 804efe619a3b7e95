import { AttackSolver, type Duals } from './attack-solver.ts';
import { auditGroups, type Evidence, type Exposure } from './audit-groups.ts';
import { widen, type Group } from './audited-group.ts';
import { Grouping } from './grouping.ts';
import { linkRows, narrow, placeCells, type PublishedRow } from './publication-rows.ts';
import type { Ledger, PublishedCell } from './publication.ts';
import type { Range } from './round-figure.ts';

/** What a kind of attacker takes a published cell for. */
export interface Reading {
  rangeOf(cell: PublishedCell): Range;
  /** Whether that attacker knows by itself that the figure behind a mark is not small, so that nothing about it is given away. */
  isKnownLarge(cell: PublishedCell): boolean;
}

/** What is audited of published cells: their counts, or their sums. */
export interface Quantity {
  /** The kinds of attackers: nobody of any kind may count anything closer than promised. */
  readonly readings: readonly [Reading, ...Reading[]];
  listGroups(grouping: Grouping, cells: readonly PublishedCell[]): readonly Group[];
  isShown(cell: PublishedCell): boolean;
  /** The cell with the figure suppressed to protect others. */
  hide(cell: PublishedCell): PublishedCell;
  /** The most that any group must be able to be. */
  reach(cells: readonly PublishedCell[]): number;
}

/** The first `own` cells are those of the release, the rest were published before. */
interface AuditOf {
  readonly cells: readonly PublishedCell[];
  readonly own: number;
  readonly quantity: Quantity;
}

/** The side of a row that a proof rests on. */
type Side = 'least' | 'most' | 'either';

/** An audit of all that is published together, in which own figures can be hidden and shown again. Must be closed. */
export class PublicationAudit {
  /** How many groups the latest run went through. */
  groups = 0;
  readonly grouping: Grouping;
  readonly #cells: PublishedCell[];
  readonly #own: number;
  readonly #quantity: Quantity;
  readonly #solver: AttackSolver;
  readonly #rowOf: ReadonlyMap<number, number>;
  readonly #evidence: Evidence = { points: [], bounds: new Map() };
  /** Keys of groups that could be counted before, by what earlier releases tell. */
  readonly #exposedBefore = new Set<string>();
  #reading: Reading;

  private constructor({ cells, own, quantity }: AuditOf, grouping: Grouping, solver: AttackSolver) {
    this.#cells = [...cells];
    this.#own = own;
    this.#quantity = quantity;
    [this.#reading] = quantity.readings;
    this.grouping = grouping;
    this.#solver = solver;
    this.#rowOf = new Map(grouping.publication.rows.flatMap((row, at) => row.cells.map((cell) => [cell, at] as const)));
  }

  static async open(of: AuditOf, ledger: Pick<Ledger, 'dimensions' | 'subsets'>): Promise<PublicationAudit> {
    const publication = placeCells(of.cells, ledger);
    const grouping = new Grouping(publication, ledger.subsets);
    const links = linkRows(publication, of.cells, (cell) => of.quantity.readings[0].rangeOf(cell));
    return new PublicationAudit(
      of,
      grouping,
      await AttackSolver.open(publication.frame, links, of.quantity.reach(of.cells)),
    );
  }

  get cells(): readonly PublishedCell[] {
    return this.#cells;
  }

  get solves(): number {
    return this.#solver.solves;
  }

  get #rows(): readonly PublishedRow[] {
    return this.grouping.publication.rows;
  }

  isOwn(at: number): boolean {
    return at < this.#own;
  }

  /**
   * What is exposed. What several marks stand for together is not laid to the release where earlier ones exposed it by
   * themselves; it must still not be narrowed to fewer counts than a mark stands for.
   * @throws Contradiction when no figures at all fit what is published
   */
  run(stopAtFirst = false): readonly Exposure[] {
    for (const reading of this.#quantity.readings) {
      this.#read(reading);
      const exposures = this.#runReading(stopAtFirst);
      if (exposures.length > 0) return exposures;
    }
    return [];
  }

  replace(at: number, cell: PublishedCell): void {
    this.#cells[at] = cell;
    const row = this.#rowOf.get(at);
    if (row === undefined) throw new Error('no such cell');
    this.#setRow(row, this.#rangeOfRow(row));
  }

  hide(at: number): void {
    const cell = this.#cells[at];
    if (cell !== undefined) this.replace(at, this.#quantity.hide(cell));
  }

  /** The own figures that are shown, without any of which an exposure could not be proven as it was. */
  cellsBehind({ group, proof }: Exposure): ReadonlySet<number> {
    const behind = this.#rowsBehind(group, proof).flatMap(({ row, side }) =>
      (this.#rows[row]?.cells ?? []).filter((at) => this.isOwn(at) && this.#loosens(at, row, side)),
    );
    return new Set(behind);
  }

  /** Releases that an exposure rests on. */
  releasesBehind({ group, proof }: Exposure): ReadonlySet<string> {
    const rows = [...group.rows, ...this.#rowsBehind(group, proof).map(({ row }) => row)];
    const cells = rows.flatMap((row) => this.#rows[row]?.cells ?? []);
    return new Set(cells.flatMap((at) => this.#cells[at]?.release ?? []));
  }

  close(): void {
    this.#solver.close();
  }

  #read(reading: Reading): void {
    if (reading === this.#reading) return;
    this.#reading = reading;
    for (const row of this.#rows.keys()) this.#setRow(row, this.#rangeOfRow(row));
  }

  #runReading(stopAtFirst: boolean): readonly Exposure[] {
    const listed = this.#quantity.listGroups(this.grouping, this.#cells);
    const groups = listed.map((group) => (this.#exposedBefore.has(group.key) ? widen(group) : group));
    this.groups = groups.length;
    const exposures = auditGroups(this.#solver, groups, this.#evidence, {
      stopAtFirst,
      isExcused: (group) => this.#coversLarge(group),
    });
    const before = this.#own === this.#cells.length ? [] : this.#findExposedBefore(exposures);
    if (before.length === 0) return exposures;
    for (const { key } of before) this.#exposedBefore.add(key);
    return this.#runReading(stopAtFirst);
  }

  #findExposedBefore(exposures: readonly Exposure[]): readonly Group[] {
    const told = exposures.flatMap(({ group }) => (group.isTold || group.width > 0 ? [] : [group]));
    if (told.length === 0) return [];
    const own = this.#rows.flatMap(({ cells }, row) => (cells.some((at) => this.isOwn(at)) ? [row] : []));
    for (const row of own)
      this.#setRow(
        row,
        this.#rangeOfRow(row, (at) => this.isOwn(at)),
      );
    const before = auditGroups(this.#solver, told, { points: [], bounds: new Map() });
    for (const row of own) this.#setRow(row, this.#rangeOfRow(row));
    return before.map(({ group }) => group);
  }

  /** Whether a group has something in it of which the attacker knows that it is not small. */
  #coversLarge({ expression }: Group): boolean {
    const times = new Map(expression);
    return this.#rows.some(
      ({ cells, expression: own }) =>
        cells.some((at) => this.#cells[at] !== undefined && this.#reading.isKnownLarge(this.#cells[at])) &&
        own.every(([column, often]) => (times.get(column) ?? 0) >= often),
    );
  }

  #setRow(row: number, { least, most }: Range): void {
    this.#solver.changeRow(this.grouping.publication.frame.links.length + row, least, most);
  }

  #loosens(at: number, row: number, side: Side): boolean {
    const cell = this.#cells[at];
    if (cell === undefined || !this.#quantity.isShown(cell)) return false;
    const before = this.#rangeOfRow(row);
    const hidden = this.#quantity.hide(cell);
    const others = this.#rangeOfRow(row, (one) => one === at);
    const own = this.#reading.rangeOf(hidden);
    const after = { least: Math.max(others.least, own.least), most: Math.min(others.most, own.most) };
    return (side !== 'most' && after.least < before.least) || (side !== 'least' && after.most > before.most);
  }

  #rangeOfRow(row: number, isLeftOut: (at: number) => boolean = () => false): Range {
    const about = (this.#rows[row]?.cells ?? []).flatMap((at) => (isLeftOut(at) ? [] : (this.#cells[at] ?? [])));
    return narrow(about, (cell) => this.#reading.rangeOf(cell));
  }

  #rowsBehind({ expression }: Group, proof: Duals | null): readonly { readonly row: number; readonly side: Side }[] {
    const links = this.grouping.publication.frame.links.length;
    if (proof !== null) {
      return proof.flatMap(([row, dual]) =>
        row < links || Math.abs(dual) < 1e-6 ? [] : [{ row: row - links, side: dual > 0 ? 'least' : 'most' } as const],
      );
    }
    const columns = new Set(expression.map(([column]) => column));
    return this.#rows.flatMap(({ expression: own }, row) =>
      own.some(([column]) => columns.has(column)) ? [{ row, side: 'either' } as const] : [],
    );
  }
}
