import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decide, type Decision } from '../../policies/decide.ts';
import type { GroundKind } from '../../policies/ground.ts';
import type { HolderFacts } from '../../policies/holder-facts.ts';
import { carriersOf } from '../../policies/legal-reach.ts';
import { loadPolicySet } from '../../policies/load-policy-set.ts';
import { policySetAt } from '../../policies/policy-set-at.ts';
import { recordHolder } from '../../policies/record-holder.ts';
import { DisclosureLedger, type Disclosure } from '../../subgraphs/platform/disclosure-ledger.ts';
import { readCases, type PolicyCase } from './read-cases.ts';

const POLICY = loadPolicySet();
const FOLDER = new URL('cases/', import.meta.url);
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));
const CASES = FILES.flatMap((file) =>
  readCases(file, readFileSync(new URL(file, FOLDER), 'utf8')).map((told) => ({ file, ...told })),
);
const ASKER = 'staff-asker';

describe.each(FILES)('cases of %s', (name) => {
  it.each(CASES.filter(({ file }) => file === name))('$title', async (told) => {
    const decision = decideCase(told);
    expect(outcomeOf(decision)).toEqual(expectedOutcome(told));
    expect(await recordOf(told, decision)).toEqual(expectedRecord(told));
  });
});

describe('the cases', () => {
  it('are many, each told once, and cover every ground and every reason to close', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(60);
    expect(new Set(CASES.map(({ title }) => title)).size).toBe(CASES.length);
    const found = CASES.map(({ expect: wanted }) => (wanted.decision === 'open' ? wanted.ground : wanted.code));
    expect([...new Set(found)].toSorted()).toEqual(
      ['own', 'existence', 'directory', 'structure', 'consent', 'decision', 'push', 'feedback', 'emergency']
        .concat(['NO_RULE', 'NEVER', 'NOT_FOR_PURPOSE', 'HOLDER_ONLY', 'GROUND_NEEDED', 'ASSIGNMENT_NEEDED'])
        .concat(['PROTECTED_IDENTITY', 'BLOCKED', 'AGGREGATE_ONLY', 'METADATA_ONLY', 'PURPOSE_MISSING'])
        .toSorted(),
    );
  });

  it.each([
    ['- { title: Ett fall utan slut }', 'x.yaml, "Ett fall utan slut": why:'],
    ["- title: 'Fel roll i fallet'\n  asks: chefen", 'x.yaml, "Fel roll i fallet": why: '],
    ['- asks: chefen', 'x.yaml, "case 1": title:'],
    ['- 17', 'x.yaml, "case 1":'],
    ['title: ensam', 'x.yaml is no list of cases'],
  ])('that are malformed are named with file and case: %s', (text, message) => {
    expect(() => readCases('x.yaml', text)).toThrow(message);
  });

  it('refuse what they do not know, down to the record', () => {
    const text = readFileSync(new URL('samtycke.yaml', FOLDER), 'utf8');
    expect(() => readCases('samtycke.yaml', text.replace('record:', 'recrd:'))).toThrow(
      /samtycke\.yaml, "[^"]+": .*record/,
    );
  });
});

function decideCase(told: PolicyCase): Decision {
  const { asks: role, purpose, field: coordinate } = told;
  const facts = factsOf(told);
  const holder = recordHolder(coordinate) ?? told.holder;
  return decide({ coordinate, role, purpose, holder, facts }, policySetAt(POLICY, facts.now));
}

function factsOf({ person, at }: PolicyCase): HolderFacts {
  return {
    staffSubject: ASKER,
    now: readMoment(at, '12:00:00Z'),
    assignments: person.assigned,
    isProtected: person.isProtected,
    birthDate: person.born,
    blocks: person.blocked === 'all' ? [{ rows: [] }] : person.blocked.map((row) => ({ rows: [row] })),
    consents: person.consents.map(({ namesAsker, ...consent }) => ({
      ...consent,
      participants: namesAsker ? [ASKER] : ['staff-somebody-else'],
    })),
    grants: person.releases.map(({ fields, recipient, only, from, until, ...release }) => ({
      ...release,
      coordinates: fields,
      role: recipient,
      staffSubject: only === 'anybody' ? null : only === 'asker' ? ASKER : 'staff-colleague',
      from: readMoment(from, '00:00:00Z'),
      until: readMoment(until, '22:00:00Z'),
    })),
    hasReported: person.hasReported,
  };
}

function readMoment(text: string, time: string): Date {
  return new Date(text.includes('T') ? text : `${text}T${time}`);
}

function outcomeOf(decision: Decision): unknown {
  if (decision.outcome === 'open') {
    const { ground, laws, until } = decision;
    return { decision: 'open', ground, law: lawsOf([{ ground, laws }]), until };
  }
  if (decision.outcome === 'perhaps') return decision;
  const { code, openableBy } = decision;
  return { decision: 'closed', code, openableBy: openableBy.map(({ ground }) => ground), law: lawsOf(openableBy) };
}

/** The sections named, or those that carry the ground unnamed. */
function lawsOf(
  openings: readonly { readonly ground: GroundKind; readonly laws: readonly string[] }[],
): readonly string[] {
  return openings.flatMap(({ ground, laws }) =>
    laws.length > 0 ? laws : carriersOf(ground, POLICY.legalBases).map(({ cite }) => cite),
  );
}

function expectedOutcome({ expect: { record, ...wanted } }: PolicyCase): unknown {
  expect(record).toBeDefined();
  return wanted;
}

/** What the holder's log line holds of the decision, as its own ledger writes it. */
async function recordOf({ field }: PolicyCase, decision: Decision): Promise<Omit<Disclosure, 'personRef'>> {
  const ledger = new DisclosureLedger();
  await ledger.decideOnce('person', field, () => Promise.resolve(decision));
  const [line] = ledger.list();
  if (line === undefined) throw new Error('the ledger wrote nothing');
  return { released: line.released, withheld: line.withheld, grounds: line.grounds };
}

function expectedRecord({ expect: { record } }: PolicyCase): unknown {
  return { released: [], withheld: [], grounds: [], ...record };
}
