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
  `CREATE TABLE aggregate_run (id uuid NOT NULL, at timestamptz(3) NOT NULL, request_id text NOT NULL, staff_subject text NOT NULL,
     agency text NOT NULL, definition text, digest text, period text, counted_until date, reaches_agencies boolean NOT NULL,
     CONSTRAINT aggregate_run_pkey PRIMARY KEY (id));
   CREATE INDEX aggregate_run_staff_subject_idx ON aggregate_run (staff_subject, at) WHERE reaches_agencies;
   CREATE INDEX aggregate_run_at_idx ON aggregate_run (at);
   CREATE TABLE aggregate_refusal (run_id uuid NOT NULL, at timestamptz(3) NOT NULL, code text NOT NULL, missing text[] NOT NULL,
     CONSTRAINT aggregate_refusal_pkey PRIMARY KEY (run_id),
     CONSTRAINT aggregate_refusal_run_id_fkey FOREIGN KEY (run_id) REFERENCES aggregate_run);
   CREATE TABLE aggregate_release (id text NOT NULL, run_id uuid NOT NULL, released_at timestamptz(3) NOT NULL,
     digest text NOT NULL, period text NOT NULL, counted_until date NOT NULL,
     definition json NOT NULL, counted_period json NOT NULL, tables json NOT NULL, universe json NOT NULL, published json NOT NULL,
     CONSTRAINT aggregate_release_pkey PRIMARY KEY (id),
     CONSTRAINT aggregate_release_run_id_key UNIQUE (run_id),
     CONSTRAINT aggregate_release_question_key UNIQUE (digest, period, counted_until),
     CONSTRAINT aggregate_release_run_id_fkey FOREIGN KEY (run_id) REFERENCES aggregate_run);
   GRANT SELECT, INSERT ON aggregate_run, aggregate_refusal, aggregate_release TO gateway_app;`,
  `CREATE TABLE revocation (id uuid NOT NULL, at timestamptz(3) NOT NULL, kind text NOT NULL, digest text NOT NULL, staff_subject text,
     until timestamptz(3), made_by text NOT NULL, reason text NOT NULL, login text NOT NULL DEFAULT session_user,
     CONSTRAINT revocation_pkey PRIMARY KEY (id),
     CONSTRAINT revocation_kind_check CHECK (kind IN ('subject', 'token')));
   CREATE INDEX revocation_digest_idx ON revocation (digest, at DESC);
   CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN RAISE EXCEPTION 'what was revoked stays on record: lift it by another'; END $$;
   CREATE TRIGGER revocation_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON revocation EXECUTE FUNCTION refuse_change();
   GRANT SELECT ON revocation TO gateway_app;`,
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
