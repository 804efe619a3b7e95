import { randomUUID } from 'node:crypto';
import type { Role } from '../../../schema/role.ts';
import { PRACTITIONERS } from '../../policies/purpose-table.ts';
import { blocksAtAll, consentsTo, grantsTo, type Asker } from '../ground-states/acts-for.ts';
import { atEachAgency, clearTables, copyTable, setReporters, type Owners } from '../ground-states/made-person.ts';
import { addActs } from '../ground-states/put-acts.ts';
import { subjectOf } from '../town-standing.ts';
import type { Standing } from '../../policies/expectation/standing.ts';
import { hiddenTables, hidesConsents } from './hidden-tables.ts';
import type { Draw } from './random-selection.ts';

export interface Changing {
  readonly owners: Owners;
  readonly ref: string;
  readonly standing: Standing;
  /** Persons with something in every row, to take other data from. */
  readonly others: readonly string[];
  readonly draw: Draw;
}

/** Changes data of a person that the asker may know nothing of: takes it away, puts other data there, or adds to it. */
export async function changeHidden(changing: Changing): Promise<void> {
  const { owners, ref, standing, others, draw } = changing;
  const changes = hiddenTables(standing).map((hidden) => ({
    ...hidden,
    how: draw(4),
    from: others[draw(others.length)] ?? ref,
  }));
  await atEachAgency(async (agency) => {
    for (const { table, how, from } of changes.filter((change) => change.agency === agency)) {
      if (how === 1 || how === 2) await clearTables(owners[agency], [table], [ref]);
      if (how === 2 || how === 3) await copyTable(owners[agency], table, { from, to: [ref] });
    }
  });
  await changeOthers(changing);
}

/** What was done toward others: releases, blocks, assignments, reports, and consents where the register is closed. */
async function changeOthers({ owners, ref, standing, draw }: Changing): Promise<void> {
  const roles = PRACTITIONERS.filter((role) => role !== standing.role);
  const role = roles[draw(roles.length)] ?? 'school.mentor';
  const asker: Asker = { role, subject: subjectOf(role), now: new Date() };
  const some = <Act>(acts: readonly Act[]): readonly Act[] => acts.filter(() => draw(3) === 0);
  const from = '2026-01-01';
  await addActs(owners, {
    ref,
    role: role satisfies Role,
    assignments: some([{ staffSubject: `${asker.subject}-${randomUUID()}`, kind: 'case', from, to: null }]),
    acts: {
      now: asker.now,
      staffSubject: asker.subject,
      birthDates: {},
      grants: some([...grantsTo(asker, 'decision'), ...grantsTo(asker, 'push'), ...grantsTo(asker, 'emergency')]),
      blocks: some([...blocksAtAll({ role }), ...blocksAtAll({ staffSubject: asker.subject, rows: ['M01'] })]),
      consents: hidesConsents(standing) ? some(consentsTo(asker)) : [],
      reporters: [],
    },
  });
  const isReporter = standing.acts?.reporters.includes(standing.acts.staffSubject) ?? false;
  if (!isReporter && draw(2) === 0) await setReporters(owners.socialtjanst, ref, [asker.subject]);
}
