import { CAST_SPECS } from './cast.ts';
import type { Draw } from './draw.ts';
import { FAMILY_NAMES, GUARDIAN_NAMES } from './names.ts';
import { BLOCK } from './number-plan.ts';
import { DISTRICTS, MUNICIPALITY, OTHER_MUNICIPALITY, postalCode, streetAddress } from './places.ts';
import type { Address, Guardian, ProtectedMarking } from './townsperson.ts';
import { castSpec, type World } from './world.ts';

/** Those who live together: same guardians, same address, same reports about the home. */
export interface Household {
  /** Index of its first member. */
  readonly key: number;
  readonly members: readonly number[];
  readonly familyName: string;
  readonly address: Address;
  readonly district: string | null;
  readonly districtName: string;
  readonly guardians: readonly Guardian[];
  readonly marking: ProtectedMarking | null;
}

// How a block of six splits into households; a three only where its members are born well apart.
const SPLITS: readonly (readonly number[])[] = [
  [3, 3],
  [2, 1, 3],
  [3, 2, 1],
  [2, 2, 2],
  [2, 2, 1, 1],
  [1, 1, 2, 1, 1],
  [2, 1, 1, 1, 1],
  [1, 1, 1, 1, 1, 1],
];

const PROTECTED_EVERY_BLOCKS = 40;
const OTHER_MUNICIPALITY_SHARE = 0.02;

/** The household of a person; the same for all its members. */
export function householdOf(world: World, index: number): Household {
  const members = membersOf(world, index).filter((member) => member < world.size);
  const key = members[0] ?? index;
  const draw = world.draw('household', key);
  const spec = castSpec(key);
  const isElsewhere = spec === null && draw.chance(OTHER_MUNICIPALITY_SHARE);
  const familyName = spec?.familyName ?? draw.pick(FAMILY_NAMES);
  return {
    key,
    members,
    familyName,
    ...homeOf(draw, isElsewhere),
    guardians: guardiansOf(draw, familyName, spec?.refusingGuardian === true),
    marking: spec === null ? markingOf(world, key, draw) : (spec.marking ?? null),
  };
}

function homeOf(draw: Draw, isElsewhere: boolean): Pick<Household, 'address' | 'district' | 'districtName'> {
  const at = draw.between(0, DISTRICTS.length - 1);
  const street = streetAddress(at, draw.between(0, 4), draw.between(1, 78));
  const flat = draw.chance(0.5) ? ` lgh ${draw.between(10, 16)}0${draw.between(1, 6)}` : '';
  const municipality = isElsewhere ? OTHER_MUNICIPALITY : MUNICIPALITY;
  const address = { street: `${street}${flat}`, city: municipality, municipality };
  const district = DISTRICTS[at];
  if (isElsewhere || district === undefined) {
    return { address: { ...address, postalCode: postalCode(40 + at) }, district: null, districtName: municipality };
  }
  return { address: { ...address, postalCode: postalCode(at) }, district: district.code, districtName: district.name };
}

function membersOf(world: World, index: number): readonly number[] {
  const spec = castSpec(index);
  if (spec !== null) {
    const head = spec.family ?? index;
    return CAST_SPECS.flatMap((other, at) => (at === head || other.family === head ? [at] : []));
  }
  const afterCast = index - CAST_SPECS.length;
  const block = Math.floor(afterCast / BLOCK);
  let first = CAST_SPECS.length + block * BLOCK;
  for (const size of world.draw('split', block).pick(SPLITS)) {
    if (index < first + size) return Array.from({ length: size }, (_, at) => first + at);
    first += size;
  }
  return [index];
}

function guardiansOf(draw: Draw, familyName: string, oneRefuses: boolean): readonly Guardian[] {
  const mother = guardian(draw, 'MOTHER', familyName);
  const father = guardian(draw, 'FATHER', draw.chance(0.7) ? familyName : draw.pick(FAMILY_NAMES));
  if (oneRefuses) return [mother, { ...father, isCustodian: true, refusesConsent: true }];
  const kind = draw.next();
  if (kind < 0.12) return [mother];
  if (kind < 0.16) return [father];
  if (kind < 0.18) return [{ ...mother, relation: 'APPOINTED_GUARDIAN' }];
  if (kind < 0.24) return [mother, { ...father, isCustodian: false }];
  return [mother, { ...father, refusesConsent: draw.chance(0.03) }];
}

function guardian(draw: Draw, relation: 'MOTHER' | 'FATHER', familyName: string): Guardian {
  const names = GUARDIAN_NAMES[relation === 'MOTHER' ? 'FEMALE' : 'MALE'];
  return {
    name: `${draw.pick(names)} ${familyName}`,
    phone: `070-174 06 ${String(draw.between(5, 99)).padStart(2, '0')}`,
    relation,
    isCustodian: true,
    refusesConsent: false,
  };
}

/** One household in a run of blocks, so that even a town of some thousands has its share. */
function markingOf(world: World, key: number, draw: Draw): ProtectedMarking | null {
  const block = Math.floor((key - CAST_SPECS.length) / BLOCK);
  const run = Math.floor(block / PROTECTED_EVERY_BLOCKS);
  const chosen = run * PROTECTED_EVERY_BLOCKS + world.draw('protected', run).between(0, PROTECTED_EVERY_BLOCKS - 1);
  const isFirstOfBlock = (key - CAST_SPECS.length) % BLOCK === 0;
  if (block !== chosen || !isFirstOfBlock) return null;
  return draw.chance(0.65) ? 'SEKRETESSMARKERING' : 'SKYDDAD_FOLKBOKFORING';
}
