import { listAnomalies } from './audit-anomalies.ts';
import { extractAudit } from './audit-extract.ts';
import { reconcileAudit } from './audit-reconcile.ts';
import { showAudit } from './audit-show.ts';
import { verifyAudit } from './audit-verify.ts';
import { chooseCommand } from './choose-command.ts';
import type { Command } from './command.ts';

const HELP = `npx samsyn audit verify
  Proves that the gateway's record is whole: no entry missing, changed or out of place, each signed checkpoint true.
  Exit code 0: whole. 1: broken, each break on a line of its own. 2: it could not be read.

npx samsyn audit reconcile [--from <day>] [--to <day>] [--most <n>] [--settle <seconds>]
  Proves that the gateway's record and the agencies' logs tell the same story of each request and person: what was released, on
  what grounds, to whom, why, under which rules.
  --from, --to  Swedish days, YYYY-MM-DD, both included (default: all)
  --most        how many differences to list (default 50); all are counted
  --settle      what is younger is on its way, and waits for the next audit (default 60 seconds)
  Exit code 0: the same. 1: they contradict each other. 2: it could not be done. 3: nothing contradicts, but an agency released
  what was never answered, or an action that was recorded is in no log.

npx samsyn audit show --person
  Lists what was released and refused of one person, and on what. Give the ref or the personal identity number on standard
  input, never as an argument: arguments end up in histories and process lists.
npx samsyn audit show --ground <id>
  Lists what was released under one consent or grant.
  Exit code 0, or 2: asked wrongly, or it could not be read.

npx samsyn audit extract --person [--lang sv|en] [--format text|json|html] [--out <file>]
  Draws a person's own extract: when, which function asked, for what purpose, which groups of which agency's data, on what ground.
  No staff, no case, no other person. What policies/extract.yaml still holds back is not in it, and every extract says so.
  The person is given on standard input, as above.
  Exit code 0, or 2: asked wrongly, or it could not be read.

npx samsyn audit anomalies [--from <day>] [--to <day>] [--format text|json|csv]
  Lists what the systematic checks find (lag 2001:454 10 §), by the thresholds of policies/anomalies.yaml: no case, outside office
  hours, far more persons than the own role, one person looked up by many, protected identities, refusals, emergencies.
  Exit code 0, with findings or without. 2: asked wrongly, or it could not be read.

Settings: RECORD_DATABASE_URL, RECEIPT_KEYS; REF_KEY to find a person by number; AGENCY_LOG_URLS to reconcile, and to
find a person by former numbers too: JSON, agency to the address of its database, of one agency or more.
For the system of npm start: eval "$(npm run -s audit-settings)"
`;

const COMMANDS: Readonly<Record<string, Command>> = {
  verify: verifyAudit,
  reconcile: reconcileAudit,
  show: showAudit,
  extract: extractAudit,
  anomalies: listAnomalies,
};

/** Runs an audit over the gateway's record. */
export const runAuditCommand = chooseCommand({ name: 'audit', help: HELP, commands: COMMANDS });
