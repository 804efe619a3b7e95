import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createAggregateTables } from '../../platform/aggregates/aggregate-migration.ts';

export class AddPoliceAggregates4 implements MigrationInterface {
  readonly name = 'AddPoliceAggregates1790000000004';

  async up(runner: QueryRunner): Promise<void> {
    await createAggregateTables(runner, 'police');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
