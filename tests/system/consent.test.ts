import { describe, expect, inject, it } from 'vitest';
import type { Agency } from '../../schema/agency.ts';
import type { Purpose } from '../../schema/purpose.ts';
import type { Role } from '../../schema/role.ts';
import type { CastRole } from '../../subgraphs/platform/town/town.ts';
import { ask } from './ask.ts';
import { personAs } from './at-the-agency.ts';

/** One field group of each holder that a consent for a social insatsgrupp opens to the youth coordinator or the SIG coordinator. */
const FIELDS: Readonly<Record<Agency, string>> = {
  police: 'incidents { date }',
  socialtjanst: 'sigMembership { from }',
  school: 'attendance { term }',
};

async function read(
  agency: Agency,
  about: CastRole,
  { role, purpose = 'SIG' }: { readonly role: Role; readonly purpose?: Purpose },
): Promise<unknown> {
  const query = `query ($refs: [ID!]!) { individuals(refs: $refs) { ${agency} { found: ${FIELDS[agency]} } } }`;
  const { body } = await ask({ role, purpose, query, variables: { refs: [personAs(about).ref] } });
  const [person] = body.data?.['individuals'] as Readonly<Record<string, Readonly<Record<string, unknown>> | null>>[];
  return person?.[agency]?.['found'] ?? null;
}

describe('a consent in force', () => {
  it('opens fields of each holder to its recipients', async () => {
    expect(await read('police', 'sigMember', { role: 'socialtjanst.sig-coordinator' })).not.toBeNull();
    expect(await read('school', 'sigMember', { role: 'socialtjanst.sig-coordinator' })).not.toBeNull();
    expect(await read('socialtjanst', 'sigMember', { role: 'police.youth-coordinator' })).not.toBeNull();
  });

  it('opens nothing for another purpose, nor when it was refused or taken back', async () => {
    const role = 'socialtjanst.sig-coordinator';
    expect(await read('police', 'sigMember', { role, purpose: 'SSPF' })).toBeNull();
    expect(await read('police', 'sigWithRefusingGuardian', { role })).toBeNull();
    expect(await read('police', 'sigConsentWithdrawn', { role })).toBeNull();
  });
});

describe('the address for attestations', () => {
  it('answers nobody without a receipt', async () => {
    const response = await fetch(`${inject('system').urls['socialtjanst'] ?? ''}/consent-attestations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ holder: 'police', refs: [] }),
    });
    expect(response.status).toBe(401);
  });
});
