import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { AggregatePeriod } from '../../../schema/aggregate-period.ts';
import { createTokenMaker } from '../../../subgraphs/platform/aggregates/run-tokens.ts';
import { asOwner } from '../at-the-database.ts';
import { numberOf, refOf, theTown } from '../persons.ts';
import { askAll, definitionOf, periodsOf } from './ask-contribution.ts';
import { homeDistrict, sexAndAge } from './counted-thing.ts';

const town = theTown();
const person = town.person(town.cast.becamePersonnummer);
const PRESENT = refOf(numberOf(person));
const KEY = 'under-an-earlier-ref';
const INVENTED = `r1_${'B'.repeat(43)}`;
let former: string;

async function remove(): Promise<void> {
  await asOwner('police', (client) => client.query(`DELETE FROM suspicion WHERE crime = $1`, [KEY]));
  await asOwner('socialtjanst', async (client) => {
    await client.query('DELETE FROM sig_membership WHERE case_number = $1', [KEY]);
    await client.query('DELETE FROM concern_report WHERE case_number = $1', [KEY]);
    await client.query('DELETE FROM former_ref WHERE person_ref = $1', [INVENTED]);
  });
}

beforeAll(async () => {
  if (person.formerNumber === null) throw new Error('the town must have somebody with two numbers');
  former = refOf(person.formerNumber);
  await remove();
});
afterAll(remove);

function latest(definition: string): AggregatePeriod {
  const [period] = periodsOf(definitionOf(definition));
  if (period === undefined) throw new Error(`${definition} has no period`);
  return period;
}

describe('what is stored under an earlier ref', () => {
  it('counts as the present one: a person has one token, at every agency, whatever the ref of each row', async () => {
    const period = latest('sig-suspicions-around-start');
    const runId = randomUUID();
    await asOwner('socialtjanst', async (client) => {
      for (const [ref, month] of [
        [PRESENT, '03'],
        [former, '05'],
      ] as const) {
        const from = `${period.name}-${month}-10`;
        const add = 'INSERT INTO sig_membership (person_ref, case_number, "from") VALUES ($1, $2, $3)';
        await client.query(add, [ref, KEY, from]);
      }
    });
    await asOwner('police', (client) =>
      client.query(
        `INSERT INTO suspicion (person_ref, crime_code, crime, date, status, school_related)
         VALUES ($1, '9900', $2, $3, 'OPEN', false)`,
        [former, KEY, `${period.name}-02-10`],
      ),
    );
    const contributions = await askAll('sig-suspicions-around-start', period, runId);
    const { digest } = definitionOf('sig-suspicions-around-start');
    const scope = { runId, digest, period: period.name, countedUntil: period.countedUntil };
    const key = Buffer.from(inject('system').facts.keys.aggregateTokenKey, 'base64url');
    const tokenOf = createTokenMaker(key, scope);
    const rowsOf = (agency: 'police' | 'socialtjanst', ref: string): readonly (readonly string[])[] => {
      const token = tokenOf(ref).toString('hex');
      return (contributions.get(agency)?.rows ?? []).filter(([sent]) => sent === token);
    };
    expect(rowsOf('socialtjanst', PRESENT).map(([, month]) => month)).toEqual([`${period.name}-03`]);
    expect(rowsOf('police', PRESENT).map(([, month]) => month)).toContain(`${period.name}-02`);
    for (const agency of ['police', 'socialtjanst'] as const) expect(rowsOf(agency, former)).toEqual([]);
  });

  it('has the sex, age and district of the person that it is of now', async () => {
    const known = town.person(town.cast.knownToAll);
    await asOwner('socialtjanst', (client) =>
      client.query('INSERT INTO former_ref (person_ref, current_ref) VALUES ($1, $2)', [
        INVENTED,
        refOf(numberOf(known)),
      ]),
    );
    const period = latest('concern-report-inflow');
    const before = await reportsBy(period);
    await addReport(INVENTED, period);
    const after = await reportsBy(period);
    const { sex, ageBand } = sexAndAge(known, period);
    const row = [period.from.slice(0, 7), 'OTHER', homeDistrict(known).district, sex, ageBand].join();
    expect(row).not.toContain('UNKNOWN');
    expect(after).toEqual(new Map(before).set(row, (before.get(row) ?? 0) + 1));
  });

  it('is of somebody unknown where nobody knows who that is', async () => {
    const period = latest('concern-report-inflow');
    const before = await reportsBy(period);
    await addReport(`r1_${'C'.repeat(43)}`, period);
    const row = [period.from.slice(0, 7), 'OTHER', 'UNKNOWN', 'UNKNOWN', 'UNKNOWN'].join();
    expect(await reportsBy(period)).toEqual(new Map(before).set(row, (before.get(row) ?? 0) + 1));
  });
});

async function reportsBy(period: AggregatePeriod): Promise<Map<string, number>> {
  const rows = (await askAll('concern-report-inflow', period)).get('socialtjanst')?.rows ?? [];
  return new Map(rows.map((row) => [row.slice(0, -1).join(), Number(row.at(-1))]));
}

async function addReport(ref: string, { from }: AggregatePeriod): Promise<void> {
  await asOwner('socialtjanst', (client) =>
    client.query(
      `INSERT INTO concern_report (person_ref, report_key, case_number, reported_at, received_at, source_type, reason)
       VALUES ($1, $2, $2, $3, $3, 'OTHER', 'OTHER')`,
      [ref, KEY, `${from}T12:00:00Z`],
    ),
  );
}
