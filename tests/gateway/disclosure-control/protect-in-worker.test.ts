import { describe, expect, it } from 'vitest';
import { protectInWorker } from '../../../gateway/disclosure-control/protect-in-worker.ts';
import { protectRelease } from '../../../gateway/disclosure-control/protect-release.ts';
import type { Rules } from '../../../gateway/disclosure-control/publication.ts';
import { candidateOf, EMPTY, truthOf } from './count-table.ts';
import { drawTown } from './draw-town.ts';

const RULES: Rules = { suppressUpTo: 7, roundTo: 5 };
const TRUTH = truthOf({ source: ['s1', 's2'], district: ['d1', 'd2'] }, [30, 4, 22, 19]);
const CANDIDATE = candidateOf('r', TRUTH, [['source'], ['district'], ['source', 'district']], { rules: RULES });

describe('in a thread of its own', () => {
  it('gives the answer that it gives here', async () => {
    const [there, here] = [await protectInWorker(CANDIDATE, EMPTY, 60_000), await protectRelease(CANDIDATE, EMPTY)];
    expect(here.outcome).toBe('released');
    if (there.outcome === 'refused' || here.outcome === 'refused') throw new Error('refused');
    expect(there.cells).toEqual(here.cells);
    expect(there.tables).toEqual(here.tables);
  });

  it('refuses what it cannot prove before the deadline', async () => {
    const long = candidateOf(
      'r',
      drawTown(900, 4),
      [
        ['month', 'source'],
        ['source', 'district'],
      ],
      { rules: RULES },
    );
    expect(await protectInWorker(long, EMPTY, 1)).toMatchObject({
      outcome: 'refused',
      because: 'unproven',
      releases: [],
    });
  });

  it('says what is wrong with tables that are not what they should be', async () => {
    await expect(protectInWorker({ ...CANDIDATE, tables: [] }, EMPTY, 60_000)).rejects.toThrow('there is no table');
  });
});
