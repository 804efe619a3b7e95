import { schoolYearOf, yearOf, type Day } from './calendar.ts';
import type { CastSpec } from './cast.ts';
import type { Draw } from './draw.ts';
import { DEMO_SCHOOL, SCHOOLS } from './places.ts';
import type { School } from './town.ts';
import type { SchoolPlace, SchoolStage } from './townsperson.ts';
import { castSpec, type World } from './world.ts';

const FREE_SHARE = 0.14;
const AWAY_SHARE = 0.03;
const FOURTH_YEAR_SHARE = 0.12;
const OUT_OF_GYMNASIUM_SHARE = 0.04;

/** The place at school that somebody has by age, district and lot; null for who is too young or has left. */
export function schoolPlaceOf(
  world: World,
  index: number,
  at: { readonly birth: Day; readonly district: string | null },
): SchoolPlace | null {
  const draw = world.draw('school place', index);
  const spec = castSpec(index);
  const year = schoolYearOf(world.today) - yearOf(at.birth) - 6;
  const leaves = spec === null ? draw.chance(OUT_OF_GYMNASIUM_SHARE) : spec.school === 'NONE';
  if (isOut(year, { leaves, stays: draw.chance(FOURTH_YEAR_SHARE) })) return null;
  const [stage, grade] = levelOf(year);
  const wish = spec?.school ?? drawnWish(spec === null, draw);
  const open = SCHOOLS.filter((school) => school.stages.includes(stage) && fits(school, wish));
  const school = chosen(open, { district: at.district, wish, draw: draw.next() });
  if (school === undefined) return null;
  return {
    unitCode: school.unitCode,
    name: school.name,
    kind: school.kind,
    municipality: school.municipality,
    inOtherMunicipality: school.inOtherMunicipality,
    stage,
    grade,
    className: classNameOf(world, index, grade),
  };
}

type Wish = NonNullable<CastSpec['school']> | null;

function isOut(year: number, lot: { readonly leaves: boolean; readonly stays: boolean }): boolean {
  const isBetween = year >= 0 && year <= (lot.stays ? 13 : 12);
  return !isBetween || (year >= 10 && lot.leaves);
}

function levelOf(year: number): readonly [SchoolStage, string] {
  if (year >= 10) return ['GYMNASIUM', `GY${Math.min(year - 9, 3)}`];
  return [year <= 6 ? 'F_6' : '7_9', year === 0 ? 'F' : String(year)];
}

function drawnWish(isDrawn: boolean, draw: Draw): Wish {
  if (!isDrawn) return null;
  if (draw.chance(AWAY_SHARE)) return 'OTHER_MUNICIPALITY';
  return draw.chance(FREE_SHARE) ? 'FREE' : null;
}

function fits(school: School, wish: Wish): boolean {
  if (school.inOtherMunicipality || wish === 'OTHER_MUNICIPALITY') {
    return school.inOtherMunicipality && wish === 'OTHER_MUNICIPALITY';
  }
  return (school.kind === 'FREE') === (wish === 'FREE');
}

function chosen(
  open: readonly School[],
  by: { readonly district: string | null; readonly wish: Wish; readonly draw: number },
): School | undefined {
  if (by.wish === 'DEMO') {
    const demo = open.find((school) => school.unitCode === DEMO_SCHOOL);
    if (demo !== undefined) return demo;
  }
  const near = open.find((school) => school.district === by.district);
  if (near !== undefined && by.draw < 0.6) return near;
  return open[Math.floor(((by.draw * 10) % 1) * open.length)];
}

function classNameOf(world: World, index: number, grade: string): string {
  const draw = world.draw('class', index);
  if (!grade.startsWith('GY')) return `${grade}${draw.pick(['A', 'B', 'C', 'D'])}`;
  const start = schoolYearOf(world.today) - Number(grade.slice(2)) + 1;
  const programme = draw.pick(['EK', 'SA', 'NA', 'EL', 'BF', 'IM', 'FT']);
  return `${programme}${String(start % 100).padStart(2, '0')}${draw.pick(['a', 'b'])}`;
}
