import { inputInvalid } from '../../../schema/input-problem.ts';
import type { AgencyContext } from '../agency-context.ts';
import { ACCESS_BLOCK, BLOCK_LIFTING } from '../desk-tables.ts';
import type { NewRow, PersonRow, RowOf } from '../define-table.ts';
import type { AccessBlock, LiftBlockInput, SetBlockInput } from './access-block.type.ts';
import { readBlockScope } from './read-block-scope.ts';
import type { NamedPerson } from './read-person.ts';
import { idUnderKey, readReason } from './read-text-input.ts';

type BlockRow = RowOf<typeof ACCESS_BLOCK>;
type LiftingRow = RowOf<typeof BLOCK_LIFTING>;

/** All blocks on a person at this agency, newest first. */
export async function listBlocks(person: NamedPerson, context: AgencyContext): Promise<readonly AccessBlock[]> {
  const { blocks, liftings } = await readRows(person, context);
  return blocks
    .map((block) => describeBlock(block, liftingOf(block, liftings), person))
    .sort((a, b) => b.setAt.getTime() - a.setAt.getTime());
}

/**
 * Sets a block, for a person known here or not. The same idempotency key again answers with the block that it made.
 * @throws SamsynError INPUT_INVALID
 */
export async function setBlock(
  person: NamedPerson,
  input: SetBlockInput,
  context: AgencyContext,
): Promise<AccessBlock> {
  const { agency, asker, manager, now } = context;
  const wanted: NewRow<typeof ACCESS_BLOCK.columns> = {
    publicId: idUnderKey(input.idempotencyKey, agency, 'setBlock', asker.staffSubject),
    kind: input.kind,
    ...readBlockScope(input, context),
    setAt: now,
    setBy: asker.staffSubject,
    reason: readReason(input.reason),
  };
  await manager
    .createQueryBuilder()
    .insert()
    .into(ACCESS_BLOCK.entity)
    .values({ personRef: person.personRef, ...wanted, rows: [...wanted.rows] })
    .orIgnore()
    .returning([])
    .updateEntity(false)
    .execute();
  const { blocks, liftings } = await readRows(person, context);
  const stored = blocks.find(({ publicId }) => publicId === wanted.publicId);
  if (stored === undefined || !isSame(stored, wanted)) throw inputInvalid('key-used');
  return describeBlock(stored, liftingOf(stored, liftings), person);
}

/**
 * Lifts a block on a person. Lifting it again changes nothing.
 * @throws SamsynError INPUT_INVALID, also for whom a conflict of interest about the person has closed it
 */
export async function liftBlock(
  person: NamedPerson,
  input: LiftBlockInput,
  context: AgencyContext,
): Promise<AccessBlock> {
  const { asker, manager, now } = context;
  const reason = readReason(input.reason);
  const { blocks, liftings } = await readRows(person, context);
  const standing = blocks.filter((block) => liftingOf(block, liftings) === null);
  if (standing.some((block) => isConflictOf(block, asker.staffSubject))) throw inputInvalid('own-conflict');
  const block = blocks.find(({ publicId }) => publicId === input.id);
  if (block === undefined) throw inputInvalid('unknown-block');
  const earlier = liftingOf(block, liftings);
  if (earlier !== null) return describeBlock(block, earlier, person);
  const lifting = { blockId: block.publicId, liftedAt: now, liftedBy: asker.staffSubject, reason };
  await manager
    .createQueryBuilder()
    .insert()
    .into(BLOCK_LIFTING.entity)
    .values({ personRef: person.personRef, ...lifting })
    .returning([])
    .updateEntity(false)
    .execute();
  return describeBlock(block, lifting, person);
}

interface BlockRows {
  readonly blocks: readonly BlockRow[];
  readonly liftings: readonly LiftingRow[];
}

async function readRows({ personRef }: NamedPerson, { manager }: AgencyContext): Promise<BlockRows> {
  const where = { personRef };
  return {
    blocks: await manager.find(ACCESS_BLOCK.entity, { where, order: { id: 'ASC' } }),
    liftings: await manager.find(BLOCK_LIFTING.entity, { where, order: { id: 'ASC' } }),
  };
}

/** Who is too close to a person stays out of it: whoever set the block, and whatever rows it names. */
function isConflictOf({ kind, staffSubject }: BlockRow, subject: string): boolean {
  return kind === 'CONFLICT_OF_INTEREST' && staffSubject === subject;
}

function liftingOf({ publicId }: BlockRow, liftings: readonly LiftingRow[]): LiftingRow | null {
  return liftings.find(({ blockId }) => blockId === publicId) ?? null;
}

function isSame(stored: BlockRow, wanted: NewRow<typeof ACCESS_BLOCK.columns>): boolean {
  const whatOf = ({ kind, staffSubject, role, rows, reason }: typeof wanted): string =>
    JSON.stringify([kind, staffSubject, role, rows, reason]);
  return whatOf(stored) === whatOf(wanted);
}

type Lifting = Pick<PersonRow<typeof BLOCK_LIFTING.columns>, 'liftedAt' | 'liftedBy'>;

function describeBlock(block: BlockRow, lifting: Lifting | null, { ref }: NamedPerson): AccessBlock {
  const { publicId, kind, staffSubject, role, rows, reason, setAt, setBy } = block;
  const lifted = { liftedAt: lifting?.liftedAt ?? null, liftedBy: lifting?.liftedBy ?? null };
  return { id: publicId, ref, kind, staffSubject, role, rows, reason, setAt, setBy, ...lifted };
}
