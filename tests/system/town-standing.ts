import { DEMO_STAFF } from '../../schema/demo-staff.ts';
import type { Purpose } from '../../schema/purpose.ts';
import type { Role } from '../../schema/role.ts';
import type { Townsperson } from '../../subgraphs/platform/town/townsperson.ts';
import type { Acts, GivenConsent, Standing } from '../policies/expectation/standing.ts';
import { assignmentKinds } from './persons.ts';

/** How the demo user of a role stands to a person of the town, by what the town tells of the person. */
export function townStanding(
  { role, purpose }: { readonly role: Role; readonly purpose: Purpose | null },
  person: Townsperson,
): Standing {
  return {
    role,
    purpose,
    assignments: assignmentKinds(role, person),
    isProtected: person.protectedMarking !== null,
    acts: townActs(role, person),
  };
}

/** The subject of the demo user of a role. */
export function subjectOf(role: Role): string {
  return DEMO_STAFF.find((staff) => staff.role === role)?.subject ?? '';
}

function townActs(role: Role, { socialtjanst }: Townsperson): Acts {
  const reports = socialtjanst?.concernReports ?? [];
  return {
    now: new Date(),
    staffSubject: subjectOf(role),
    birthDates: {},
    consents: consentsOf(socialtjanst),
    grants: [],
    blocks: [],
    reporters: reports.flatMap(({ reporter }) => reporter.staffSubject ?? []),
  };
}

/** A consent that anybody took back or refused is none, and one for a social insatsgrupp ends with it. */
function consentsOf(facts: Townsperson['socialtjanst']): readonly GivenConsent[] {
  const { consents = [], membership = null } = facts?.sig ?? {};
  return consents.map(({ fieldGroups, withdrawnAt, givers, to, ...consent }) => ({
    ...consent,
    rows: fieldGroups,
    isWithdrawn: withdrawnAt !== null || givers.some(({ said }) => said === 'NO'),
    to: consent.purpose === 'SIG' && membership?.to != null && membership.to < to ? membership.to : to,
  }));
}
