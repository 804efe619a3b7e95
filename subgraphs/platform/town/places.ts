import type { District, School } from './town.ts';

/** The town, its neighbour and all in them are invented. */
export const MUNICIPALITY = 'Gjutarhamn';
export const OTHER_MUNICIPALITY = 'Stensjöholm';

export const DISTRICTS: readonly District[] = [
  { code: 'D01', name: 'Gjuteriet' },
  { code: 'D02', name: 'Södra Kajen' },
  { code: 'D03', name: 'Ängsvik' },
  { code: 'D04', name: 'Lövåkern' },
  { code: 'D05', name: 'Kvarnudden' },
  { code: 'D06', name: 'Fyrbacken' },
  { code: 'D07', name: 'Repslagarängen' },
  { code: 'D08', name: 'Mossvreten' },
];

const STREETS: readonly (readonly string[])[] = [
  ['Formargatan', 'Smältdegelsvägen', 'Gjutmästarstråket', 'Sandlådegränd', 'Tackjärnsgatan'],
  ['Pollargatan', 'Kajskjulsvägen', 'Trossbodgatan', 'Lodlinestigen', 'Durkvägen'],
  ['Starrgräsvägen', 'Kabbelekestigen', 'Vassruggegatan', 'Brudbrödsvägen', 'Ängsviksstråket'],
  ['Lövåkersvägen', 'Hasselklykestigen', 'Asplövsgatan', 'Krattvägen', 'Lövhögsgränd'],
  ['Kvarnuddsvägen', 'Mjölsäcksgatan', 'Siktdukstigen', 'Skovelhjulsvägen', 'Tullmjölsgränd'],
  ['Fyrbacksvägen', 'Linsgatan', 'Rotljusstigen', 'Mistlursvägen', 'Sektorgränd'],
  ['Repslagarstråket', 'Hampknutsvägen', 'Tågvirkegatan', 'Drevstigen', 'Kardelgränd'],
  ['Mossvretsvägen', 'Tuvullsgatan', 'Torvhackestigen', 'Odonvägen', 'Skvattramsgränd'],
];

/** An invented street and number in the district of that place in the list. */
export function streetAddress(district: number, street: number, house: number): string {
  const names = STREETS[district % STREETS.length] ?? [];
  return `${names[street % names.length] ?? ''} ${house}`;
}

/** Swedish postal codes begin with 1 to 9, so these are nobody's. */
export function postalCode(district: number): string {
  return `099 ${10 + district}`;
}

const HOME = { municipality: MUNICIPALITY, inOtherMunicipality: false } as const;
const AWAY = { municipality: OTHER_MUNICIPALITY, inOtherMunicipality: true, district: null } as const;
const F_9 = ['F_6', '7_9'] as const;

/** The school of the town's best known person, and of the demo staff. */
export const DEMO_SCHOOL = '00000006';

export const SCHOOLS: readonly School[] = [
  { ...HOME, unitCode: '00000001', name: 'Fyrbackens skola', kind: 'MUNICIPAL', stages: ['F_6'], district: 'D06' },
  { ...HOME, unitCode: '00000002', name: 'Kvarnuddsskolan', kind: 'MUNICIPAL', stages: ['F_6'], district: 'D05' },
  { ...HOME, unitCode: '00000003', name: 'Repslagarskolan', kind: 'MUNICIPAL', stages: ['F_6'], district: 'D07' },
  { ...HOME, unitCode: '00000004', name: 'Ängsviksskolan', kind: 'MUNICIPAL', stages: ['7_9'], district: 'D03' },
  { ...HOME, unitCode: '00000005', name: 'Lövåkerskolan', kind: 'MUNICIPAL', stages: F_9, district: 'D04' },
  {
    ...HOME,
    unitCode: '00000006',
    name: 'Gjuteriets gymnasium',
    kind: 'MUNICIPAL',
    stages: ['GYMNASIUM'],
    district: 'D01',
  },
  {
    ...HOME,
    unitCode: '00000007',
    name: 'Södra Kajens gymnasium',
    kind: 'MUNICIPAL',
    stages: ['GYMNASIUM'],
    district: 'D02',
  },
  { ...HOME, unitCode: '00000008', name: 'Friskolan Lodlinan', kind: 'FREE', stages: F_9, district: 'D02' },
  {
    ...HOME,
    unitCode: '00000009',
    name: 'Fria gymnasiet Lodlinan',
    kind: 'FREE',
    stages: ['GYMNASIUM'],
    district: 'D02',
  },
  { ...AWAY, unitCode: '00000010', name: 'Stensjöholmsskolan', kind: 'MUNICIPAL', stages: F_9 },
  { ...AWAY, unitCode: '00000011', name: 'Stensjöholms gymnasium', kind: 'MUNICIPAL', stages: ['GYMNASIUM'] },
];
