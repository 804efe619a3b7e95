import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createDeskTables } from '../../platform/desk-migration.ts';

export class AddSchoolDesk2 implements MigrationInterface {
  readonly name = 'AddSchoolDesk1790000000002';

  async up(runner: QueryRunner): Promise<void> {
    await createDeskTables(runner, 'school');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
