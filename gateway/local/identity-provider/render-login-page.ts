import { AGENCIES, AGENCY_TITLES, type Agency } from '../../../schema/agency.ts';
import { DEMO_STAFF, type DemoStaff } from '../../../schema/demo-staff.ts';
import { homeAgency, ROLE_TITLES } from '../../../schema/role.ts';
import { escapeHtml, framePage, type Page } from './page-frame.ts';

export interface LoginPageRequest {
  /** The running sign-in that the form answers. */
  readonly interaction: string;
  /** The origin that asked for the sign-in. */
  readonly returnsTo: string;
  readonly nonce: string;
}

/** The page where one picks whom to be: every invented person of staff as one button, by agency. */
export function renderLoginPage({ interaction, returnsTo, nonce }: LoginPageRequest): Page {
  const groups: readonly (Agency | null)[] = [...AGENCIES, null];
  return framePage({
    title: 'Sign in · Samsyn (development)',
    nonce,
    formTargets: [returnsTo],
    main: `<h1>Sign in to Samsyn</h1>
<p class="lead">Development only: everyone here is invented and nobody has a password. Pick whom to be. What you may see follows from the role, the purpose that you state, and the cases assigned to you.</p>
<form method="post" action="/interaction/${escapeHtml(interaction)}" class="groups">
${groups.map(renderGroup).join('\n')}
</form>`,
  });
}

function renderGroup(agency: Agency | null): string {
  const staff = DEMO_STAFF.filter((person) => homeAgency(person.role) === agency);
  const heading =
    agency === null
      ? '<span lang="sv">Gemensamt</span> <small>any agency</small>'
      : `<span lang="sv">${escapeHtml(AGENCY_TITLES[agency])}</span> <small>${agency}</small>`;
  const id = `group-${agency ?? 'shared'}`;
  return `<section aria-labelledby="${id}"><h2 id="${id}">${heading}</h2>
${staff.map(renderPerson).join('\n')}</section>`;
}

function renderPerson(person: DemoStaff): string {
  const marks = [
    person.hasAssignments ? '<span class="cases">has assigned cases</span>' : '<span>no assigned cases</span>',
    ...(person.workplace === person.agency
      ? []
      : [`<span class="seat" lang="sv">sitter hos ${escapeHtml(AGENCY_TITLES[person.workplace])}</span>`]),
  ];
  return `<button type="submit" name="username" value="${escapeHtml(person.username)}">
<span class="title" lang="sv">${escapeHtml(ROLE_TITLES[person.role])}</span>
<span class="name"><b>${escapeHtml(person.username)}</b> <span>${escapeHtml(person.role)}</span></span>
<span class="marks">${marks.join('')}</span>
</button>`;
}
