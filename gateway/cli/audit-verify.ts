import { listChains, readChain, readCheckpoints } from '../record/read-record.ts';
import { verifyChain } from '../record/verify-chain.ts';
import { startProgress } from './audit-progress.ts';
import { withRecord } from './audit-record.ts';
import type { Command } from './command.ts';
import { readOptionsOf } from './read-options.ts';

const EXIT_BROKEN = 1;

/** Proves that every chain of the record is whole; exit code 1 where one is not. */
export const verifyAudit: Command = ({ args, write }) => {
  readOptionsOf('audit', { args, most: 0 }, {});
  return withRecord(async (client, { keys }) => {
    let isWhole = true;
    for (const { chain, entries } of await listChains(client)) {
      const progress = startProgress();
      const outcome = await verifyChain({
        chain,
        pages: readChain(client, chain),
        checkpoints: await readCheckpoints(client, chain),
        keys,
        onProgress: (done) => progress.tell(`${chain}: ${done} of ${entries}`),
      });
      progress.end();
      for (const problem of outcome.problems) write(`${chain}: ${problem}\n`);
      const state = outcome.problems.length === 0 ? 'whole' : 'BROKEN';
      write(`${chain}: ${outcome.entries} entries, ${outcome.checkpoints} checkpoints, ${state}\n`);
      isWhole &&= outcome.problems.length === 0;
    }
    return isWhole ? 0 : EXIT_BROKEN;
  });
};
