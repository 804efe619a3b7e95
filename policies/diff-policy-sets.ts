import { diffBases, diffPurposes } from './diff-purposes-and-bases.ts';
import type { Ground } from './ground.ts';
import { diffDays, diffFlag, diffList, diffWords, type PolicyChange } from './policy-change.ts';
import { printGround, type PolicyOutline, type RuleOutline } from './policy-outline.ts';

/**
 * Lists what a reviewer must know between two versions of the policy: cells gained and lost (row, role, ground), fields
 * added, removed and moved, changes to rows, purposes and sections of law. A change that can open something that was closed
 * is a widening.
 */
export function diffPolicySets(before: PolicyOutline, after: PolicyOutline): readonly PolicyChange[] {
  const rows = [...new Set([...before.rules.keys(), ...after.rules.keys()])].sort();
  return [
    ...rows.flatMap((row) => diffRow(row, before.rules.get(row), after.rules.get(row))),
    ...diffFields(before, after),
    ...diffPurposes(before.purposes, after.purposes),
    ...diffBases(before.bases, after.bases),
  ];
}

function diffRow(
  row: string,
  before: RuleOutline | undefined,
  after: RuleOutline | undefined,
): readonly PolicyChange[] {
  const roles = new Set([...(before?.cells.keys() ?? []), ...(after?.cells.keys() ?? [])]);
  const cells = [...roles].flatMap((role) =>
    diffCell(`${row} ${role}`, before?.cells.get(role) ?? [], after?.cells.get(role) ?? []),
  );
  if (before === undefined)
    return [{ sign: '+', subject: row, says: `row ${nameOf(after)}`, isWidening: false }, ...cells];
  if (after === undefined)
    return [{ sign: '-', subject: row, says: `row ${nameOf(before)}`, isWidening: false }, ...cells];
  return [...diffTerms(row, before, after), ...cells];
}

function nameOf(rule: RuleOutline | undefined): string {
  return rule === undefined ? '' : `${rule.title} (${rule.swedish})`;
}

function diffTerms(row: string, before: RuleOutline, after: RuleOutline): readonly PolicyChange[] {
  const flag = (
    name: 'maskedWhenProtected' | 'jointlyHeld' | 'withoutPurpose' | 'needsLawyer',
    widensTo: boolean | null,
  ) => diffFlag(`${row} ${name}`, { before: before[name], after: after[name], widensTo });
  return [
    ...diffWords(`${row} holder`, { before: before.holder, after: after.holder, isWidening: true }),
    ...flag('maskedWhenProtected', false),
    ...diffList(`${row} maskedCoordinates`, {
      before: before.maskedCoordinates,
      after: after.maskedCoordinates,
      widensBy: 'loss',
    }),
    ...diffLimits(row, before.limits, after.limits),
    ...flag('jointlyHeld', true),
    ...flag('withoutPurpose', true),
    ...flag('needsLawyer', null),
    ...diffDays(`${row} inForce`, before.inForce, after.inForce),
    ...(['title', 'swedish', 'why'] as const).flatMap((name) =>
      diffWords(`${row} ${name}`, { before: before[name], after: after[name], isWidening: false }),
    ),
  ];
}

/** A limit that stops naming fields limits none of them any more. */
function diffLimits(row: string, before: RuleOutline['limits'], after: RuleOutline['limits']): readonly PolicyChange[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].sort().flatMap((limit) => {
    const subject = `${row} limit ${limit}`;
    const [had, has] = [before[limit], after[limit]];
    if (had !== undefined && has !== undefined) return diffList(subject, { before: had, after: has, widensBy: 'gain' });
    return diffWords(subject, {
      before: had?.join(', ') ?? null,
      after: has?.join(', ') ?? null,
      isWidening: has === undefined,
    });
  });
}

function diffCell(subject: string, before: readonly Ground[], after: readonly Ground[]): readonly PolicyChange[] {
  const had = new Set(before.map(printGround));
  const has = new Set(after.map(printGround));
  return [
    ...before
      .filter((ground) => !has.has(printGround(ground)))
      .map((ground) => ({ sign: '-' as const, subject, says: printGround(ground), isWidening: false })),
    ...after
      .filter((ground) => !had.has(printGround(ground)))
      .map((ground) => ({
        sign: '+' as const,
        subject,
        says: printGround(ground),
        isWidening: isOpening(ground) && !before.some((old) => covers(old, ground)),
      })),
  ];
}

function isOpening({ kind }: Ground): boolean {
  return kind !== 'never';
}

/** Whether the older ground already released, under the same section of law, all that the newer one does. */
function covers(older: Ground, newer: Ground): boolean {
  if (older.kind !== newer.kind || older.laws.join() !== newer.laws.join()) return false;
  const isAssignedAlike =
    older.assignment === null ||
    older.assignment === newer.assignment ||
    (older.assignment === 'case' && newer.assignment !== null);
  return isAssignedAlike && (older.limit === null || older.limit === newer.limit);
}

interface Place {
  readonly rule: RuleOutline;
  readonly isExistence: boolean;
}

function diffFields(before: PolicyOutline, after: PolicyOutline): readonly PolicyChange[] {
  const had = placeFields(before);
  const has = placeFields(after);
  return [...new Set([...had.keys(), ...has.keys()])]
    .sort()
    .flatMap((coordinate) => diffPlace(coordinate, had.get(coordinate), has.get(coordinate)));
}

function placeFields({ rules }: PolicyOutline): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  for (const rule of rules.values()) {
    for (const coordinate of rule.content) places.set(coordinate, { rule, isExistence: false });
    for (const coordinate of rule.existence) places.set(coordinate, { rule, isExistence: true });
  }
  return places;
}

function diffPlace(coordinate: string, before: Place | undefined, after: Place | undefined): readonly PolicyChange[] {
  if (before === undefined && after === undefined) return [];
  if (before === undefined) {
    const isWidening = after !== undefined && [...after.rule.cells.values()].some((cell) => cell.some(isOpening));
    return [{ sign: '+', subject: coordinate, says: `field under ${printPlace(after)}`, isWidening }];
  }
  if (after === undefined) {
    return [{ sign: '-', subject: coordinate, says: `field under ${printPlace(before)}`, isWidening: false }];
  }
  if (printPlace(before) === printPlace(after)) return [];
  const says = `field moved from ${printPlace(before)} to ${printPlace(after)}`;
  return [{ sign: '~', subject: coordinate, says, isWidening: opensMore(before, after) }];
}

function printPlace(place: Place | undefined): string {
  if (place === undefined) return 'nothing';
  return place.isExistence ? `${place.rule.row} (existence)` : place.rule.row;
}

/** Compares the rows' present cells: what the rows themselves gained is listed on its own. */
function opensMore(before: Place, after: Place): boolean {
  const losesTerm =
    (after.isExistence && !before.isExistence) ||
    (before.rule.maskedWhenProtected && !after.rule.maskedWhenProtected) ||
    before.rule.holder !== after.rule.holder;
  const gainsCell = [...after.rule.cells].some(([role, grounds]) =>
    grounds.some(
      (ground) => isOpening(ground) && !(before.rule.cells.get(role) ?? []).some((old) => covers(old, ground)),
    ),
  );
  return losesTerm || gainsCell;
}
