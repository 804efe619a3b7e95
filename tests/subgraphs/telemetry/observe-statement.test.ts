import { describe, expect, it } from 'vitest';
import { describeStatement } from '../../../subgraphs/platform/telemetry/observe-statement.ts';

const TABLES = new Set(['incident', 'disclosure_log', 'person']);

describe('what a trace tells of a statement', () => {
  it.each([
    ['SELECT "Incident"."id" FROM "released"."incident" "Incident" WHERE "person_ref" IN ($1)', 'SELECT', 'incident'],
    ['SELECT 1 FROM person', 'SELECT', 'person'],
    ['INSERT INTO "disclosure_log"("id", "at") VALUES (DEFAULT, $1)', 'INSERT', 'disclosure_log'],
    ['  update "person" SET x = 1', 'UPDATE', 'person'],
    ['START TRANSACTION', 'START', 'other'],
    ['COMMIT', 'COMMIT', 'other'],
    [`SELECT set_config('samsyn.refs', $1, true)`, 'SELECT', 'other'],
    [`SELECT * FROM "r1_someone" WHERE number = '200001012384'`, 'SELECT', 'other'],
    [`GRANT x TO y`, 'other', 'other'],
    ['', 'other', 'other'],
  ])('%s', (sql, kind, table) => {
    expect(describeStatement(sql, TABLES)).toEqual({ kind, table });
  });
});
