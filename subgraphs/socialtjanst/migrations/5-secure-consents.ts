import type { MigrationInterface, QueryRunner } from 'typeorm';
import { of, secureFacts, secureReleased, under, type ReleasedTableRule } from '../../platform/row-security.ts';

const CONSENTS: ReleasedTableRule = {
  table: 'consent_entry',
  row: 'M43',
  existence: ['SocialRecord.consentsExist'],
  isFact: true,
  views: [
    {
      doors: ['SocialRecord.consents'],
      columns: {
        public_id: null,
        ...of('ConsentEntry', 'holders recipients fieldGroups purpose from to form'),
      },
      newestBy: 'from',
    },
    { name: 'consent_sign', doors: ['SocialRecord.consentsExist'], columns: under(null, 'public_id') },
  ],
};

/** Consents are facts that other decisions turn on, and a row of the matrix for those who read the register. */
export class SecureConsents5 implements MigrationInterface {
  readonly name = 'SecureConsents1790000000005';

  async up(runner: QueryRunner): Promise<void> {
    await secureFacts(runner, 'socialtjanst', {
      consent_withdrawal: 'about-the-person',
      consent_attestation: 'about-the-person',
    });
    await secureReleased(runner, 'socialtjanst', [CONSENTS]);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
