import { AsyncLocalStorage } from 'node:async_hooks';
import type { Logger } from 'typeorm';

interface Tally {
  statements: number;
}

const tallies = new AsyncLocalStorage<Tally>();

/** Counts a request's SQL statements, so that its log line can tell; keeps neither statement nor parameters. */
export class StatementCounter implements Logger {
  logQuery(): void {
    const tally = tallies.getStore();
    if (tally !== undefined) tally.statements += 1;
  }

  logQueryError(): void {
    return;
  }

  logQuerySlow(): void {
    return;
  }

  logSchemaBuild(): void {
    return;
  }

  logMigration(): void {
    return;
  }

  log(): void {
    return;
  }
}

/** Runs a request and tells how many statements it took. */
export async function countStatements<Result>(
  run: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly statements: number }> {
  const tally: Tally = { statements: 0 };
  const result = await tallies.run(tally, run);
  return { result, statements: tally.statements };
}
