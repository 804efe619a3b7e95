import type { Exposure } from './audit-groups.ts';
import { coverProofs } from './cover-proofs.ts';
import type { PublicationAudit } from './publication-audit.ts';

/**
 * Hides figures of a release until nothing published lets anybody count a group closer than promised. Each round hides the
 * lightest set that breaks all proofs found (the covering problem of M. Fischetti and J. J. Salazar-González, Management
 * Science 47, 2001), then what turned out not to be needed is shown again. What is hidden is chosen by the proofs and by the
 * shape of the tables, not by how large a figure is. Where nothing is hidden to protect others, knowing how this is done adds
 * nothing to what is published; where something is, it adds that less would not have done.
 * @returns what is exposed all the same: empty when it is safe
 */
export async function hideUntilSafe(audit: PublicationAudit): Promise<readonly Exposure[]> {
  const before = [...audit.cells];
  const weightOf = weighCells(audit);
  const hidden = new Set<number>();
  const proofs: ReadonlySet<number>[] = [];
  for (let exposures = audit.run(); exposures.length > 0; exposures = audit.run()) {
    proofs.push(...exposures.map((exposure) => audit.cellsBehind(exposure)));
    const chosen = await coverProofs(proofs, weightOf);
    if (chosen === null) return exposures;
    for (const at of chosen) if (!hidden.has(at)) audit.hide(at);
    for (const at of chosen) hidden.add(at);
  }
  for (const at of [...hidden].sort((one, other) => weightOf(other) - weightOf(one) || one - other)) {
    const [was, is] = [before[at], audit.cells[at]];
    if (was === undefined || is === undefined) continue;
    audit.replace(at, was);
    if (audit.run(true).length > 0) audit.replace(at, is);
  }
  return [];
}

/** A cell weighs as much as the cells of the release that lie in it: margins are hidden last. */
function weighCells(audit: PublicationAudit): (at: number) => number {
  const { rows } = audit.grouping.publication;
  const own = new Set(rows.flatMap(({ cells }, row) => (cells.some((at) => audit.isOwn(at)) ? [row] : [])));
  const weights = new Map<number, number>();
  for (const { outer, inner } of audit.grouping.nesting) {
    weights.set(outer, (weights.get(outer) ?? 1) + inner.filter((row) => own.has(row)).length);
  }
  const rowOf = new Map(rows.flatMap(({ cells }, row) => cells.map((at) => [at, row] as const)));
  return (at) => weights.get(rowOf.get(at) ?? -1) ?? 1;
}
