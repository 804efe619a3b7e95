import { describe, expect, inject, it } from 'vitest';
import { ask } from './ask.ts';
import { numberOf, refOf, theTown } from './persons.ts';
import { runAudit } from './run-audit.ts';

const QUERY = `query ($pin: String!) { individual(personalIdentityNumber: $pin) {
  police { isKnown } socialtjanst { isKnown name } school { grades { grade } } } }`;

const facts = inject('system').facts;
const town = theTown();
const person = town.person(town.cast.knownToAll);
const pin = numberOf(person);

describe('what a person can be told, and what the checks find', () => {
  it('is drawn from the record, without staff, names or numbers, and does not tell that the police asked', async () => {
    await ask({ role: 'school.principal', purpose: 'OWN_AGENCY', query: QUERY, variables: { pin } });
    const before = await runAudit(facts, ['extract', '--person', '--format', 'html'], `${pin}\n`);
    await ask({ role: 'police.investigator', purpose: 'OWN_AGENCY', query: QUERY, variables: { pin } });
    const after = await runAudit(facts, ['extract', '--person', '--format', 'html'], `${refOf(pin)}\n`);
    expect(before.code).toBe(0);
    expect(before.out).toContain('<td>Betyg</td>');
    expect(after.out.replace(/Framtaget [-\d: ]+/, '')).toBe(before.out.replace(/Framtaget [-\d: ]+/, ''));
    for (const hidden of [pin, refOf(pin), person.familyName, 'staff-']) expect(before.out).not.toContain(hidden);
  });

  it.each([
    [['extract'], 'say --person'],
    [['extract', '--person', '--lang', 'fi'], '--lang must be one of sv, en'],
    [['extract', '--person', pin], 'what was given is one word too many'],
    [['show', '--person', '--ground', 'x'], 'one of them'],
    [['anomalies', '--from', '2026-13-01'], '--from must be a day'],
    [['reconcile', '--most', '-1'], "Option '--most' argument is ambiguous"],
    [['tell'], 'samsyn audit has no command "tell"'],
  ])('is refused when asked wrongly (%#)', async (args, told) => {
    const { code, out } = await runAudit(facts, args, `${pin}\n`);
    expect(out).toContain(told);
    expect(out).not.toContain(pin);
    expect(code).toBe(2);
  });

  it('lists findings with exit code 0, in each form', async () => {
    const protectedPerson = [...town.people()].find(
      ({ protectedMarking, number }) => protectedMarking !== null && number !== null,
    );
    const hidden = protectedPerson === undefined ? pin : numberOf(protectedPerson);
    await ask({
      role: 'school.nurse',
      purpose: 'OWN_AGENCY',
      query: QUERY.replace('grades', 'name grades'),
      variables: { pin: hidden },
    });
    const json = await runAudit(facts, ['anomalies', '--format', 'json']);
    expect(json.code).toBe(0);
    const { findings } = JSON.parse(json.out) as { readonly findings: readonly { rule: string; subject: string }[] };
    expect(findings).toContainEqual(expect.objectContaining({ rule: 'protected-identity', subject: 'staff-nurse' }));
    expect((await runAudit(facts, ['anomalies', '--format', 'csv'])).out).toMatch(
      /^rule,subject,role,count,from,to,why\r\n/,
    );
    const none = await runAudit(facts, ['anomalies', '--to', '2020-01-01']);
    expect(none).toMatchObject({ code: 0, out: expect.stringMatching(/^0 findings/) as string });
  });
});
