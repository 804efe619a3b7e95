import { maskPersonalIdentityNumbers } from '../personal-identity-number.ts';

/** SQLSTATE classes whose messages quote the value that was refused (PostgreSQL, appendix A): data, integrity, raised by a routine. */
const QUOTES_DATA = /^(?:22|23|P0)[0-9A-Z]{3}$/;

/** What is called when a connection is made: the name is looked up, then its address is tried. */
const REACHING: readonly string[] = ['getaddrinfo', 'connect'];

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
  // A name with several addresses was tried at each of them.
  if (error instanceof AggregateError && error.errors.length > 0) return tellFailure(error.errors[0]);
  if ('syscall' in error && REACHING.includes(String(error.syscall))) {
    return `${error.message}: nothing answers there, so look whether the address in the settings is right and what it names is running`;
  }
  return maskPersonalIdentityNumbers(error.message);
}
