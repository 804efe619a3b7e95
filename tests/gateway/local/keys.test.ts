import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compactVerify, CompactSign, createLocalJWKSet, importJWK } from 'jose';
import { afterAll, describe, expect, it } from 'vitest';
import { keepSystemKeys } from '../../../gateway/local/keys.ts';
import { parseRefKey } from '../../../schema/ref.ts';
import { makePlace } from './postgres-places.ts';

const place = makePlace();

afterAll(() => {
  rmSync(place, { recursive: true, force: true });
});

describe('the keys of the local system', () => {
  it('are made once and kept for their owner alone', async () => {
    const keys = await keepSystemKeys(place);
    expect(await keepSystemKeys(place)).toEqual(keys);
    expect(statSync(join(place, 'keys.json')).mode & 0o777).toBe(0o600);
    expect(parseRefKey(keys.refKey)).toHaveLength(32);
    expect(keys.identityKeys.keys[0]).toMatchObject({ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig' });
  });

  it('let the agencies verify what the gateway signs, and not sign it', async () => {
    const { receiptPrivateKey, receiptPublicKeys } = await keepSystemKeys(place);
    expect(JSON.stringify(receiptPublicKeys)).not.toContain('"d"');
    const header = { alg: 'EdDSA', kid: receiptPrivateKey.kid ?? '' };
    const signed = await new CompactSign(Buffer.from('receipt'))
      .setProtectedHeader(header)
      .sign(await importJWK(receiptPrivateKey));
    const { payload } = await compactVerify(signed, createLocalJWKSet({ keys: [...receiptPublicKeys.keys] }));
    expect(Buffer.from(payload).toString()).toBe('receipt');
  });

  it('are asked for again in a sentence when their file is broken', async () => {
    writeFileSync(join(place, 'keys.json'), '{');
    await expect(keepSystemKeys(place)).rejects.toThrow(
      /keys\.json does not hold JSON any more: remove it and start with --reset\./,
    );
  });
});
