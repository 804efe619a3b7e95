import type { Day } from './calendar.ts';
import type { Person } from './person.ts';
import type { World } from './world.ts';

/** When somebody lives, or latest lived, away from home by socialtjänsten's decision; null for who never has. */
export function placementSpanOf(
  world: World,
  { index, traits }: Person,
): { readonly from: Day; readonly to: Day | null } | null {
  if (traits.placement === null) return null;
  const draw = world.draw('placement span', index);
  const to = traits.placement === 'RETURNED' ? world.today - draw.between(15, 70) : null;
  return { from: (to ?? world.today) - draw.between(45, 200), to };
}
