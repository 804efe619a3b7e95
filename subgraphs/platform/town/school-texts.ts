import type { DisciplinaryIncident } from './school-facts.ts';
import type { IncidentRole, IncidentType } from './police-facts.ts';

/** How the school names what the police name otherwise. */
export const SCHOOL_TYPES: Readonly<Record<IncidentType, DisciplinaryIncident['type']>> = {
  PUBLIC_DISORDER: 'DISORDER',
  VANDALISM: 'VANDALISM',
  THEFT: 'THEFT',
  MINOR_DRUG_OFFENCE: 'DRUGS',
  ASSAULT: 'FIGHT',
  UNLAWFUL_THREAT: 'THREAT',
  KNIFE_OR_WEAPON: 'WEAPON',
  ROBBERY: 'VIOLATION',
  FOUND_IN_UNSUITABLE_SETTING: 'VIOLATION',
};

/** What happened, in the words of the school: text by text the same happenings as the police tell of. */
export const SCHOOL_EVENT_TEXTS: Readonly<Record<IncidentType, readonly string[]>> = {
  PUBLIC_DISORDER: [
    'Stort bråk med utifrån kommande ungdomar, föremål kastades.',
    'Två grupper drabbade samman men lugnades av personal.',
    'Smällare kastades, lektioner avbröts.',
  ],
  VANDALISM: [
    'Glasruta krossad med sten, vaktmästaren har dokumenterat.',
    'Klotter med blå färg, sanerat samma dag.',
    'Papperskorg satt i brand, släckt av elev.',
  ],
  THEFT: [
    'Elsparkcykel borta, tillbaka nästa morgon.',
    'Kläder och hörlurar stulna.',
    'Väska med plånbok borta efter trängsel.',
  ],
  MINOR_DRUG_OFFENCE: [
    'Eleven verkade påverkad, skolsköterskan tillkallad.',
    'Lukt av cannabis, en påse överlämnad till polis.',
    'Eleven säger att det har hänt ett par gånger.',
  ],
  ASSAULT: [
    'Gräl som slutade med slag, näsblod togs om hand.',
    'Knuffar och sparkar, en lärare gick emellan.',
    'Flera slag medan andra filmade, filmerna raderade på uppmaning.',
  ],
  UNLAWFUL_THREAT: [
    'Hot om stryk efter skolan, uttalat inför andra.',
    'Hotfulla meddelanden visade för mentor.',
    'Hot om att familjen ska få besök.',
  ],
  KNIFE_OR_WEAPON: [
    'Fällkniv funnen i jackficka, polis och vårdnadshavare kontaktade.',
    'Knogjärn överlämnat till rektor, polis kontaktad.',
    'Kniv visad för kamrater, omhändertagen.',
  ],
  ROBBERY: [
    'Telefon och jacka togs under hot.',
    'Elev tvingades föra över pengar.',
    'Elev omringad och av med väskan.',
  ],
  FOUND_IN_UNSUITABLE_SETTING: [
    'Eleven i olämpligt sällskap efter skoltid.',
    'Okända vuxna sökte upp eleven.',
    'Eleven kom mycket trött efter en natt ute.',
  ],
};

export const SCHOOL_ROLE_TEXTS: Readonly<Record<IncidentRole, readonly string[]>> = {
  SUSPECT: ['Eleven var den som började enligt personal.', 'Eleven deltog och har haft samtal med rektor.'],
  VICTIM: ['Eleven blev utsatt och har fått stöd av kurator.', 'Eleven utsattes, vårdnadshavare informerade.'],
  WITNESS: ['Eleven var med på platsen.', 'Eleven såg vad som hände och berättade för mentor.'],
  FOUND: ['Eleven fanns på platsen.'],
};

export const SUPPORT_NEEDS: readonly string[] = [
  'Svårt att komma igång med uppgifter och att hålla ut efter lunch.',
  'Läser långsamt, behöver texter upplästa och längre tid vid prov.',
  'Luckor i matematik efter lång frånvaro.',
  'Behöver förutsägbarhet, byten av sal och lärare skapar oro.',
];

export const ADAPTATIONS: readonly string[] = [
  'Enskild start varje morgon med mentor',
  'Inlästa läromedel',
  'Mindre grupp i matematik två pass i veckan',
  'Paus utanför klassrummet efter egen signal',
  'Anpassat schema måndag och fredag',
  'Studiehandledning på modersmål',
];

export const MEDICAL_TEXTS: readonly string[] = [
  'Hälsobesök, syn och hörsel utan anmärkning, trötthet diskuterad.',
  'Söker för huvudvärk tredje gången denna termin, sover fem timmar per natt.',
  'Omplåstring efter fall på skolgården, blåmärken av olika ålder noterade.',
  'Medicin mot astma förvaras på mottagningen, plan uppdaterad.',
  'Frågar om hjälp att sluta snusa, uppföljning om två veckor.',
];

export const PSYCHOSOCIAL_TEXTS: readonly string[] = [
  'Samtal om oro hemma, vill inte att föräldrarna får veta allt.',
  'Beskriver press från äldre killar efter skolan, plan för hemväg gjord.',
  'Nedstämd sedan flytten, remiss till ungdomsmottagning diskuterad.',
  'Konflikt i klassen, medling genomförd med tre elever.',
  'Berättar om självskada tidigare, säkerhetsplan upprättad.',
];

export const MENTOR_FACTS: readonly string[] = [
  'Kom fyrtio minuter för sent tre dagar i rad.',
  'Hämtades av okänd vuxen i bil två gånger denna vecka.',
  'Lämnade in alla uppgifter i svenska före utsatt tid.',
  'Sov på två lektioner under tisdagen.',
  'Hade ny telefon, den tredje sedan terminsstart.',
];

export const MENTOR_OPINIONS: readonly string[] = [
  'Jag uppfattar att eleven är orolig efter helgerna.',
  'Mitt intryck är att umgänget har ändrats sedan lovet.',
  'Eleven verkar trygg med vuxna men undviker vissa kamrater.',
  'Jag tror att eleven klarar målen om närvaron håller i sig.',
];

export const LESSONS: readonly string[] = [
  'Matematik',
  'Svenska',
  'Engelska',
  'Idrott och hälsa',
  'Samhällskunskap',
  'NO',
  'Slöjd',
];

export const SUBJECTS: readonly string[] = [
  'Svenska',
  'Engelska',
  'Matematik',
  'Idrott och hälsa',
  'Samhällskunskap',
  'Naturkunskap',
];
