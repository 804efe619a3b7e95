import { schoolYearOf, yearOf, type Day } from './calendar.ts';
import { DEMO_SCHOOL, SCHOOLS } from './places.ts';
import type { School } from './town.ts';
import type { SchoolPlace, SchoolStage } from './townsperson.ts';
import { castSpec, type World } from './world.ts';

const FREE_SHARE = 0.14;
const AWAY_SHARE = 0.03;
const FOURTH_YEAR_SHARE = 0.12;
const OUT_OF_GYMNASIUM_SHARE = 0.04;

/** The place at school that somebody has by age, district and lot; null for who is too young or has left. */
export function schoolPlaceOf(world: World, index: number, at: { birth: Day; district: string | null }): SchoolPlace | null {
  const draw = world.draw('school place', index);
  const wish = castSpec(index)?.school ?? null;
  const year = schoolYearOf(world.today) - yearOf(at.birth) - 6;
  const leaves = draw.chance(OUT_OF_GYMNASIUM_SHARE);
  const stays = draw.chance(FOURTH_YEAR_SHARE);
  const isOut = year < 0 || year > 13 || (year === 13 && !stays) || (year >= 10 && leaves && castSpec(index) === null);
  if (wish === 'NONE' || isOut) return null;
  const stage: SchoolStage = year <= 6 ? 'F_6' : year <= 9 ? '7_9' : 'GYMNASIUM';
  const grade = year === 0 ? 'F' : year <= 9 ? String(year) : `GY${Math.min(year - 9, 3)}`;
  const kind = wish === 'FREE' || (wish === null && draw.chance(FREE_SHARE)) ? 'FREE' : 'MUNICIPAL';
  const isAway = wish === 'OTHER_MUNICIPALITY' || (wish === null && draw.chance(AWAY_SHARE));
  const open = SCHOOLS.filter((school) => school.stages.includes(stage) && (isAway ? school.inOtherMunicipality : school.kind === kind && !school.inOtherMunicipality));
  const school = chosen(open, { district: at.district, demo: wish === 'DEMO', draw: draw.next() });
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

function chosen(
  open: readonly School[],
  by: { readonly district: string | null; readonly demo: boolean; readonly draw: number },
): School | undefined {
  if (by.demo) {
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
  return `${draw.pick(['EK', 'SA', 'NA', 'EL', 'BF', 'IM', 'FT'])}${String(start % 100).padStart(2, '0')}${draw.pick(['a', 'b'])}`;
}
