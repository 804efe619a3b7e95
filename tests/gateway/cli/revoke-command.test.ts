import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { samsyn } from './run-samsyn.ts';

const SECRET = 'pass-12345';

/** Settings as for real data, with what makes them unfit. */
function revokeAt(places: Readonly<Record<string, string>>, nodeEnv = 'production'): ReturnType<typeof samsyn> {
  const env = {
    PATH: process.env['PATH'] ?? '',
    NODE_ENV: nodeEnv,
    REF_KEY: randomBytes(32).toString('base64url'),
    ...places,
  };
  return samsyn(['revoke', '--list'], { env });
}

describe('npx samsyn revoke in production', () => {
  it('refuses a record and a store that others on the network could read or write, and tells no password', () => {
    const { status, stderr } = revokeAt({
      OWNER_DATABASE_URL: `postgres://gateway_owner:${SECRET}@database.example/gateway`,
      SHARED_STORE_URL: `redis://:${SECRET}@store.example:6379`,
    });
    expect(status).toBe(2);
    expect(stderr).toContain('NODE_ENV=production refuses unsafe settings');
    for (const name of ['OWNER_DATABASE_URL', 'SHARED_STORE_URL']) {
      expect(stderr).toContain(`${name} has no password, or one that is short or usual`);
      expect(stderr).toContain(`${name} is reached without TLS`);
    }
    expect(stderr).not.toContain(SECRET);
  });

  it('goes on with fit ones, and then says that nothing answers there', () => {
    const password = randomBytes(24).toString('base64url');
    const { status, stderr } = revokeAt({
      OWNER_DATABASE_URL: `postgres://gateway_owner:${password}@127.0.0.1:1/gateway?sslmode=verify-full`,
      SHARED_STORE_URL: `rediss://:${password}@127.0.0.1:1`,
    });
    expect(status).toBe(2);
    expect(stderr).toContain('the record database does not answer at OWNER_DATABASE_URL');
  });

  it('asks for none of that where it is for trying things', () => {
    const { stderr } = revokeAt(
      { OWNER_DATABASE_URL: `postgres://gateway_owner:${SECRET}@127.0.0.1:1/gateway` },
      'development',
    );
    expect(stderr).toContain('the record database does not answer at OWNER_DATABASE_URL');
  });
});
