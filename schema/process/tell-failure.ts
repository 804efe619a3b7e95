import { maskPersonalIdentityNumbers } from '../personal-identity-number.ts';

/** SQLSTATE classes whose messages quote the value that was refused (PostgreSQL, appendix A): data, integrity, raised by a routine. */
const QUOTES_DATA = /^(?:22|23|P0)[0-9A-Z]{3}$/;

/**
 * Why a process could not do its work, for whoever operates it. What a database refused can be a person's data: then it is told by
 * the code alone.
 */
export function tellFailure(error: unknown): string {
  if (!(error instanceof Error)) return 'it could not start';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (QUOTES_DATA.test(code)) {
    return `the database refused what it holds or was given (SQLSTATE ${code}); it quotes data, so its own log alone says which`;
  }
  return maskPersonalIdentityNumbers(error.message);
}
