import { AGENCIES, type Agency } from '../../../schema/agency.ts';
import { comparePerson } from './compare-person.ts';
import type { CoordinateReach } from './coordinate-reach.ts';
import type { AgencyTold, Difference, GatewayTold, RequestStory } from './told.ts';

export interface Comparison {
  readonly reach: CoordinateReach;
  /** The person's present ref, as an agency has it. */
  readonly currentRef: (agency: Agency, ref: string) => string;
}

/** Lists what the gateway and the agencies do not tell alike of one request; empty when they tell the same. Pure. */
export function compareStory(story: RequestStory, comparison: Comparison): readonly Difference[] {
  return [...story.agencies].flatMap(([agency, lines]) => [
    ...compareReleases({ agency, lines, story }, comparison),
    ...compareActs({ agency, lines, story }, comparison),
  ]);
}

interface Side {
  readonly agency: Agency;
  readonly lines: readonly AgencyTold[];
  readonly story: RequestStory;
}

function compareReleases({ agency, lines, story }: Side, { reach, currentRef }: Comparison): readonly Difference[] {
  const told = byPerson(
    lines.filter(({ released }) => released.some((coordinate) => reach.isOfPerson(coordinate))),
    (ref) => currentRef(agency, ref),
  );
  // An act tells of a person too, by what it answers.
  const releases = story.gateway.filter(({ kind }) => kind !== 'refusal');
  const recorded = byPerson(releases, (ref) => currentRef(agency, ref));
  const persons = new Set([...told.keys(), ...recorded.keys()]);
  return [...persons].flatMap((personRef) =>
    comparePerson(
      { agency, personRef, recorded: recorded.get(personRef) ?? [], told: told.get(personRef) ?? [], story },
      reach,
    ),
  );
}

function byPerson<Item extends { readonly personRef: string | null }>(
  items: readonly Item[],
  currentRef: (ref: string) => string,
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    if (item.personRef === null) continue;
    const ref = currentRef(item.personRef);
    groups.set(ref, [...(groups.get(ref) ?? []), item]);
  }
  return groups;
}

/** What was done at an agency stands in both, under the same request. */
function compareActs({ agency, lines, story }: Side, { reach }: Comparison): readonly Difference[] {
  const acts = story.gateway.filter((entry) => entry.kind === 'act' && agencyOfAct(entry) === agency);
  const done = lines.filter((line) => actionsOf(line, reach).length > 0);
  const place = { requestId: story.requestId, agency };
  const [act] = acts;
  const [line] = done;
  if (act !== undefined && line === undefined) {
    const why = `the gateway recorded ${actionsOf(act, reach).join(', ')}, and the agency's log does not: it may not have got there`;
    return [{ ...place, kind: 'undone', personRef: act.personRef, at: act.at, why }];
  }
  if (act === undefined && line !== undefined) {
    const why = `done at the agency (${actionsOf(line, reach).join(', ')}), and not in the gateway's record: it may have died`;
    return [{ ...place, kind: 'unanswered', personRef: line.personRef, at: line.at, why }];
  }
  return [];
}

/** Whom an act was sent to, also where no answer came. */
function agencyOfAct({ released, withheld }: GatewayTold): Agency | null {
  const isSent = (door: string): boolean =>
    released.includes(door) || withheld.some((item) => item.startsWith(`${door} AGENCY_`));
  return AGENCIES.find((agency) => isSent(`Mutation.${agency}`)) ?? null;
}

function actionsOf(
  { released, withheld }: Pick<AgencyTold, 'released' | 'withheld'>,
  reach: CoordinateReach,
): readonly string[] {
  return [...released, ...withheld].filter((coordinate) => reach.isAction(coordinate));
}
