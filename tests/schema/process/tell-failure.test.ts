import { Client } from 'pg';
import { QueryFailedError } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { tellFailure } from '../../../schema/process/tell-failure.ts';

const failure = (message: string, code?: string): Error => Object.assign(new Error(message), { code });

describe('why a process could not do its work', () => {
  it.each(['22008', '23505', 'P0001'])('is told by the code alone where a database quotes data (%s)', (code) => {
    const told = tellFailure(failure('value out of range: "20019901"', code));
    expect(told).toContain(code);
    expect(told).not.toContain('2001');
  });

  it('is told so of a statement of a migration too', () => {
    const refused = failure('date/time field value out of range: "20019901"', '22008');
    expect(tellFailure(new QueryFailedError('UPDATE person', ['20019901'], refused))).toMatch(
      /^the database refused.*22008/,
    );
  });

  it.each([
    ['listen EADDRINUSE: address already in use 127.0.0.1:4000', 'EADDRINUSE'],
    ['password authentication failed for user "police_app"', '28P01'],
    ['PORT must be a number', undefined],
  ])('is told in words where they are of the system itself: %s', (message, code) => {
    expect(tellFailure(failure(message, code))).toBe(message);
  });

  it.each(['127.0.0.1', 'localhost', 'no-such-database.invalid'])(
    'says what to look at where nothing answers (%s)',
    async (host) => {
      const client = new Client({ connectionString: `postgres://somebody@${host}:1/record` });
      const thrown: unknown = await client.connect().catch((error: unknown) => error);
      expect(tellFailure(thrown)).toMatch(
        /^(?:connect ECONNREFUSED .+:1|getaddrinfo \w+ no-such.+): nothing answers there/,
      );
    },
  );

  it('shows no number of a person that is in the words all the same', () => {
    const number = ['20050101', '2389'].join('');
    expect(tellFailure(new Error(`no such person: ${number}`))).not.toContain(number);
  });

  it('is told also when what was thrown is no error', () => {
    expect(tellFailure('what')).toBe('it could not start');
  });
});
