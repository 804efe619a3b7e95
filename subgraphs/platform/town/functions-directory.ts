import type { Agency } from '../../../schema/agency.ts';
import { DISTRICTS, SCHOOLS } from './places.ts';
import type { TownFunction, Weekday } from './town.ts';
import type { FunctionContact } from './townsperson.ts';

const OFFICE_DAYS: readonly Weekday[] = ['MON', 'TUE', 'WED', 'THU', 'FRI'];
const ALL_DAYS: readonly Weekday[] = [...OFFICE_DAYS, 'SAT', 'SUN'];
const OFFICE = { weekdays: OFFICE_DAYS, opens: '08:00', closes: '16:30' } as const;
const EVENING = { weekdays: ALL_DAYS, opens: '16:00', closes: '23:59' } as const;
const ALWAYS = { weekdays: ALL_DAYS, opens: '00:00', closes: '24:00' } as const;

const DOMAINS: Readonly<Record<Agency, string>> = {
  police: 'polisen.gjutarhamn.example',
  socialtjanst: 'socialtjanst.gjutarhamn.example',
  school: 'skola.gjutarhamn.example',
};

type Hours = Pick<TownFunction, 'weekdays' | 'opens' | 'closes'>;

interface Draft extends Hours {
  readonly function: string;
  readonly unit: string;
  readonly about: string;
  readonly district?: string;
  readonly school?: string;
}

const POLICE: readonly Draft[] = [
  { function: 'Vakthavande befäl', unit: 'Regionledningscentralen', about: 'Akuta ärenden, försvunna barn', ...ALWAYS },
  { function: 'Ungdomssamordnare', unit: 'Lokalpolisområdet', about: 'Unga, allvarssamtal, SIG och SSPF', ...OFFICE },
  {
    function: 'Yttre befäl',
    unit: 'Ingripandegruppen',
    about: 'Händelser i yttre miljö, kvällar och helger',
    ...EVENING,
  },
  {
    function: 'Gruppchef',
    unit: 'Ungdomsutredningen',
    about: 'Förundersökningar där den misstänkte är under 18',
    ...OFFICE,
  },
  {
    function: 'Avhopparsamordnare',
    unit: 'Lokalpolisområdet',
    about: 'Den som vill lämna kriminella kretsar',
    ...OFFICE,
  },
  {
    function: 'Brottsoffersamordnare',
    unit: 'Lokalpolisområdet',
    about: 'Stöd och skydd för brottsutsatta',
    ...OFFICE,
  },
  {
    function: 'Kontaktfunktion skyddade personuppgifter',
    unit: 'Personskydd',
    about: 'Personer med skyddade uppgifter',
    ...OFFICE,
  },
  ...DISTRICTS.map(({ code, name }) => ({
    function: 'Områdespolis',
    unit: `Områdespolisgruppen ${name}`,
    about: `Kända unga och platser i ${name}`,
    district: code,
    ...OFFICE,
  })),
];

const SOCIAL: readonly Draft[] = [
  {
    function: 'Jourhavande socialsekreterare',
    unit: 'Socialjouren',
    about: 'Akut skydd för barn utom kontorstid',
    ...EVENING,
  },
  {
    function: 'Mottagningssekreterare',
    unit: 'Mottagningen barn och unga',
    about: 'Orosanmälan, konsultation, återkoppling',
    ...OFFICE,
  },
  {
    function: 'Gruppledare',
    unit: 'Ungdomsenheten',
    about: 'Pågående utredningar och insatser, 13 till 20 år',
    ...OFFICE,
  },
  { function: 'Gruppledare', unit: 'Utredning barn', about: 'Pågående utredningar, 0 till 12 år', ...OFFICE },
  { function: 'SIG-samordnare', unit: 'Ungdomsenheten', about: 'Sociala insatsgrupper', ...OFFICE },
  { function: 'Gruppledare', unit: 'Familjebehandling', about: 'Öppenvård och familjebehandling', ...OFFICE },
  { function: 'Behandlare', unit: 'Maria-mottagningen', about: 'Unga och droger', ...OFFICE },
  { function: 'Placeringssekreterare', unit: 'Placeringsenheten', about: 'Placeringar och hemtagning', ...OFFICE },
  {
    function: 'Socialsekreterare hos polisen',
    unit: 'Mottagningen barn och unga',
    about: 'Samråd på polisstationen',
    ...OFFICE,
  },
  {
    function: 'Kontaktfunktion skyddade personuppgifter',
    unit: 'Förvaltningsstaben',
    about: 'Personer med skyddade uppgifter',
    ...OFFICE,
  },
];

const SCHOOL: readonly Draft[] = [
  {
    function: 'Närvarosamordnare',
    unit: 'Barn- och utbildningskontoret',
    about: 'Lång eller upprepad frånvaro',
    ...OFFICE,
  },
  {
    function: 'Kontaktfunktion skyddade personuppgifter',
    unit: 'Barn- och utbildningskontoret',
    about: 'Elever med skyddade uppgifter',
    ...OFFICE,
  },
  ...SCHOOLS.flatMap(({ unitCode, name, district }) =>
    [
      ['Rektor', 'Beslut, utlämnande av uppgifter, disciplinära åtgärder'],
      ['Kurator', 'Elevers mående och samverkan'],
      ['Skolsköterska', 'Elevhälsans medicinska insats'],
      ['Expedition', 'Frånvaro i dag, kontakt med mentor'],
    ].map(([title, about]) => ({
      function: title ?? '',
      unit: name,
      about: about ?? '',
      school: unitCode,
      ...(district === null ? {} : { district }),
      ...OFFICE,
    })),
  ),
];

/** Whom to call: by agency, district, school and hour. Phones: 08-465 004 00 to 99, kept by PTS for fiction. */
export const FUNCTIONS: readonly TownFunction[] = [
  ...drafted('police', POLICE, 0),
  ...drafted('socialtjanst', SOCIAL, POLICE.length),
  ...drafted('school', SCHOOL, POLICE.length + SOCIAL.length),
];

/**
 * The contact of a function, in a district or school when given.
 * @throws RangeError when the directory has no such function
 */
export function contactOf(
  agency: Agency,
  wanted: { function: string; unit?: string; school?: string; district?: string },
): FunctionContact {
  const found = FUNCTIONS.find(
    (row) =>
      row.agency === agency &&
      row.function === wanted.function &&
      (wanted.unit === undefined || row.unit === wanted.unit) &&
      (wanted.school === undefined || row.school === wanted.school) &&
      (wanted.district === undefined || row.district === wanted.district),
  );
  if (found === undefined) throw new RangeError(`the directory has no ${wanted.function} at ${agency}`);
  return { function: found.function, unit: found.unit, phone: found.phone, email: found.email };
}

function drafted(agency: Agency, drafts: readonly Draft[], offset: number): readonly TownFunction[] {
  return drafts.map(({ district, school, ...rest }, place) => ({
    agency,
    ...rest,
    district: district ?? null,
    school: school ?? null,
    phone: `08-465 004 ${String((offset + place) % 100).padStart(2, '0')}`,
    email: `${slug(rest.function)}.${slug(rest.unit)}@${DOMAINS[agency]}`,
  }));
}

function slug(text: string): string {
  const plain = text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '');
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}
