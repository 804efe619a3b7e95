import { isoDate, parseDay } from './calendar.ts';
import type { Draw } from './draw.ts';
import { contactOf } from './functions-directory.ts';
import type { Person } from './person.ts';
import { placementSpanOf } from './placement-span.ts';
import type { CompulsoryCareDecision, Placement, ReturnPlan } from './social-facts.ts';
import { PLACEMENT_LOCATIONS } from './social-texts.ts';
import { castSpec, type World } from './world.ts';

const KINDS = [
  ['HVB', 30],
  ['FAMILY_HOME', 40],
  ['SIS', 14],
  ['SUPPORTED_HOUSING', 10],
  ['SHELTERED_HOUSING', 6],
] as const;

/** Placements away from home, the present or the latest one alone. */
export function makePlacements(world: World, person: Person, draw: Draw): readonly Placement[] {
  const span = placementSpanOf(world, person);
  if (span === null) return [];
  // Who is known to all was at a SiS home, so that there is a decision under LVU too.
  const isCast = castSpec(person.index) !== null;
  const kind = person.traits.burden === 'RICH' ? 'SIS' : isCast && span.to === null ? 'HVB' : draw.weighted(KINDS);
  const ended = span.to;
  return [
    {
      kind,
      location: draw.pick(PLACEMENT_LOCATIONS[kind]),
      from: isoDate(span.from),
      to: ended === null ? null : isoDate(ended),
      returnPlan: ended !== null || draw.chance(0.6) ? returnPlanOf(world, person, { ended, draw }) : null,
    },
  ];
}

function returnPlanOf(
  world: World,
  person: Person,
  by: { readonly ended: number | null; readonly draw: Draw },
): ReturnPlan {
  const school = person.place?.unitCode;
  return {
    returnsAt: isoDate(by.ended ?? world.today + by.draw.between(14, 120)),
    schoolPlaceReady: school !== undefined && (by.ended !== null || by.draw.chance(0.5)),
    contacts: [
      contactOf('socialtjanst', { function: 'Placeringssekreterare' }),
      contactOf('police', { function: 'Ungdomssamordnare' }),
      ...(school === undefined ? [] : [contactOf('school', { function: 'Rektor', school })]),
    ],
  };
}

/** Decisions under LVU behind the placements: always for SiS, sometimes for HVB and family homes. */
export function makeCompulsoryCare(placements: readonly Placement[], draw: Draw): readonly CompulsoryCareDecision[] {
  return placements.flatMap(({ kind, from }) => {
    const share = { SIS: 1, HVB: 0.4, FAMILY_HOME: 0.25, SUPPORTED_HOUSING: 0, SHELTERED_HOUSING: 0 }[kind];
    if (!draw.chance(share)) return [];
    const provision =
      kind === 'FAMILY_HOME'
        ? 'LVU 2'
        : draw.weighted([
            ['LVU 3', 6],
            ['LVU 2', 2],
            ['LVU 6', 2],
          ] as const);
    return [{ provision, decidedAt: isoDate(parseDay(from) - draw.between(1, 20)) }];
  });
}
