import { createLocalJWKSet } from 'jose';
import { describe, expect, it } from 'vitest';
import { publicKeysSetting, readSettings, signingKeySetting } from '../../../schema/process/read-settings.ts';
import { createReceiptIssuer } from '../../../policies/receipt-issuer.ts';
import { verifyReceipt, type Receipt } from '../../../policies/receipt.ts';
import { createKeys, withoutName } from '../../policies/forge.ts';

const [old, young] = await Promise.all([createKeys('k1'), createKeys('k2')]);
const read = (
  ...keys: readonly object[]
): ReturnType<typeof readSettings<{ KEYS: typeof publicKeysSetting }>>['KEYS'] =>
  readSettings({ KEYS: publicKeysSetting }, { KEYS: JSON.stringify({ keys }) }).KEYS;

describe('the private key of who signs', () => {
  it('has a name, by which another can take over from it', () => {
    const readPrivate = (key: object): object =>
      readSettings({ KEY: signingKeySetting }, { KEY: JSON.stringify(key) }).KEY;
    expect(readPrivate(old.privateKey)).toEqual(old.privateKey);
    expect(() => readPrivate(withoutName(old.privateKey))).toThrow(/KEY \(kid\): has no `kid`/);
  });
});

describe('the public keys of who signs', () => {
  it('are two while one takes over from the other, and what either signed is good', async () => {
    const keys = createLocalJWKSet(read(old.publicKey, young.publicKey));
    const now = new Date('2026-03-01T12:00:00Z');
    const receipt: Receipt = {
      ...{ subject: 'staff-7', role: 'police.investigator', purpose: 'INVESTIGATION', caseNumber: null },
      ...{ coordinates: ['Individual.school'], refsDigest: 'd1', policyDigest: 'p1', requestId: 'q1' },
    };
    for (const { privateKey } of [old, young]) {
      const issuer = await createReceiptIssuer(privateKey);
      const token = await issuer.issue(receipt, 'school', now);
      await expect(verifyReceipt(token, { audience: 'school', keys, now })).resolves.toEqual(receipt);
    }
  });

  it.each([
    ['a name is missing', [old.publicKey, withoutName(young.publicKey)], /KEYS \(keys\.1\.kid\): has no `kid`/],
    ['two have one name', [old.publicKey, { ...young.publicKey, kid: 'k1' }], /KEYS: has two keys with one `kid`/],
    ['one is private', [old.publicKey, young.privateKey], /KEYS: holds a private key/],
    ['one is of another kind', [{ ...old.publicKey, crv: 'X25519' }], /KEYS \(keys\.0\.crv\)/],
    ['there is none', [], /KEYS \(keys\)/],
  ])('are refused by what is wrong with them: %s', (_, keys, told) => {
    expect(() => read(...keys)).toThrow(told);
  });
});
