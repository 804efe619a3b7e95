import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createDeskTables } from '../../platform/desk-migration.ts';

export class AddSocialtjanstDesk2 implements MigrationInterface {
  readonly name = 'AddSocialtjanstDesk1790000000002';

  async up(runner: QueryRunner): Promise<void> {
    await createDeskTables(runner, 'socialtjanst');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
