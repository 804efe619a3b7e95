import { Client } from 'pg';

const MIGRATIONS: readonly string[] = [
  `CREATE TABLE release_record (
     chain text NOT NULL, sequence bigint NOT NULL, previous_hash text NOT NULL, hash text NOT NULL,
     kind text NOT NULL, at timestamptz(3) NOT NULL, request_id text NOT NULL, staff_subject text NOT NULL, role text NOT NULL,
     agency text NOT NULL, purpose text, case_number text, person_ref text,
     released text[] NOT NULL, withheld text[] NOT NULL, missing text[] NOT NULL, policy_digest text NOT NULL,
     CONSTRAINT release_record_pkey PRIMARY KEY (chain, sequence),
     CONSTRAINT release_record_kind_check CHECK (kind IN ('release', 'refusal')));
   CREATE INDEX release_record_person_ref_idx ON release_record (person_ref);
   CREATE INDEX release_record_request_id_idx ON release_record (request_id);
   GRANT USAGE ON SCHEMA public TO gateway_app;
   GRANT SELECT, INSERT ON release_record TO gateway_app;
   CREATE TABLE record_checkpoint (chain text NOT NULL, sequence bigint NOT NULL, at timestamptz NOT NULL, signed text NOT NULL,
     CONSTRAINT record_checkpoint_pkey PRIMARY KEY (chain, sequence));
   GRANT SELECT, INSERT ON record_checkpoint TO gateway_app;`,
  `ALTER TABLE release_record ADD COLUMN grounds text[] NOT NULL DEFAULT '{}';
   ALTER TABLE release_record DROP CONSTRAINT release_record_kind_check;
   ALTER TABLE release_record ADD CONSTRAINT release_record_kind_check CHECK (kind IN ('release', 'refusal', 'act'));`,
];

/** Brings the record's database up to date: numbered, forward only, all or nothing. */
export async function migrateRecord(ownerUrl: string): Promise<void> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query('CREATE TABLE IF NOT EXISTS migration (number integer PRIMARY KEY)');
    const { rows } = await client.query<{ number: number }>('SELECT number FROM migration');
    const done = new Set(rows.map(({ number }) => number));
    for (const [index, sql] of MIGRATIONS.entries()) {
      if (done.has(index + 1)) continue;
      await client.query(sql);
      await client.query('INSERT INTO migration (number) VALUES ($1)', [index + 1]);
    }
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}
