import type { IncidentRole, IncidentType } from './police-facts.ts';

/** The town's own code of an event: H01 to H09. */
export const INCIDENT_CODES: Readonly<Record<IncidentType, string>> = {
  PUBLIC_DISORDER: 'H01',
  VANDALISM: 'H02',
  THEFT: 'H03',
  MINOR_DRUG_OFFENCE: 'H04',
  ASSAULT: 'H05',
  UNLAWFUL_THREAT: 'H06',
  KNIFE_OR_WEAPON: 'H07',
  ROBBERY: 'H08',
  FOUND_IN_UNSUITABLE_SETTING: 'H09',
};

/** The crime that an event may be a suspicion of, with a code in an invented series; null when it is none. */
export const CRIMES: Readonly<Record<IncidentType, readonly [string, string] | null>> = {
  PUBLIC_DISORDER: ['9901', 'Ofredande'],
  VANDALISM: ['9902', 'Skadegörelse'],
  THEFT: ['9903', 'Stöld'],
  MINOR_DRUG_OFFENCE: ['9904', 'Ringa narkotikabrott, eget bruk'],
  ASSAULT: ['9905', 'Misshandel'],
  UNLAWFUL_THREAT: ['9906', 'Olaga hot'],
  KNIFE_OR_WEAPON: ['9907', 'Brott mot knivlagen'],
  ROBBERY: ['9908', 'Rån mot person'],
  FOUND_IN_UNSUITABLE_SETTING: null,
};

/** What happened, in the words of the police. */
export const INCIDENT_TEXTS: Readonly<Record<IncidentType, readonly string[]>> = {
  PUBLIC_DISORDER: [
    'Ett tiotal ungdomar kastade föremål och vägrade lämna platsen efter tillsägelse.',
    'Bråk mellan två grupper som hade hunnit lugna sig när patrullen kom fram.',
    'Smällare kastades mot förbipasserande, flera personer upprörda.',
  ],
  VANDALISM: [
    'En glasruta krossad med sten, skadan uppskattas till några tusen kronor.',
    'Klotter med blå färg över en vägg, sprejburkar låg kvar.',
    'En papperskorg satt i brand, släckt av vittne innan räddningstjänsten kom.',
  ],
  THEFT: [
    'En elsparkcykel tillgripen, återfunnen samma kväll ett par kvarter bort.',
    'Kläder och hörlurar tillgripna, larmbågen hade passerats.',
    'En väska med plånbok borta efter en stunds trängsel.',
  ],
  MINOR_DRUG_OFFENCE: [
    'Tecken på påverkan, stora pupiller och sluddrigt tal, provtagning enligt beslut av förundersökningsledare.',
    'Doft av cannabis, en liten påse påträffades vid skyddsvisitation.',
    'Uppger eget bruk vid ett par tillfällen, vill inte säga varifrån.',
  ],
  ASSAULT: [
    'Slag mot ansiktet efter ordväxling, svullnad och näsblod, ingen ambulans.',
    'Knuffar som övergick i sparkar, en vuxen gick emellan.',
    'Flera slag mot överkroppen, tumultet filmades av andra ungdomar.',
  ],
  UNLAWFUL_THREAT: [
    'Hot om stryk framfört inför andra, uttalat att målsäganden ska "få se efter skolan".',
    'Meddelanden med hot visades upp, skärmbilder säkrade.',
    'Hot med innebörd att familjen ska få påhälsning.',
  ],
  KNIFE_OR_WEAPON: [
    'En fällkniv påträffades i jackfickan, tagen i beslag.',
    'Ett knogjärn hittades vid visitation, uppges vara för skydd.',
    'En kniv visades upp för andra men användes inte.',
  ],
  ROBBERY: [
    'Mobiltelefon och jacka togs under hot av tre personer, en hade dragit upp luvan.',
    'Målsäganden tvingades swisha pengar under hot.',
    'Omringad och fråntagen väskan, inga fysiska skador.',
  ],
  FOUND_IN_UNSUITABLE_SETTING: [
    'Anträffad sent tillsammans med äldre kända personer, skjutsad hem till vårdnadshavare.',
    'I sällskap med två vuxna som är kända för narkotika, kunde inte säga vad de gjorde där.',
    'Anträffad efter midnatt utan jacka, det luktade starkt av cannabis i sällskapet.',
  ],
};

/** What it was about, in a few words that hold no third person. */
export const INCIDENT_SUMMARIES: Readonly<Record<IncidentType, string>> = {
  PUBLIC_DISORDER: 'Ordningsstörning bland ungdomar',
  VANDALISM: 'Skadegörelse på allmän plats',
  THEFT: 'Stöld av enklare slag',
  MINOR_DRUG_OFFENCE: 'Misstänkt eget bruk av narkotika',
  ASSAULT: 'Misshandel av mindre grov art',
  UNLAWFUL_THREAT: 'Hot mellan jämnåriga',
  KNIFE_OR_WEAPON: 'Innehav av kniv eller tillhygge',
  ROBBERY: 'Rån bland ungdomar',
  FOUND_IN_UNSUITABLE_SETTING: 'Påträffad i en olämplig miljö',
};

/** How the person was involved, in a few words. */
export const ROLE_SUMMARIES: Readonly<Record<IncidentRole, string>> = {
  SUSPECT: 'Den unge är misstänkt.',
  VICTIM: 'Den unge är målsägande.',
  WITNESS: 'Den unge är vittne.',
  FOUND: 'Den unge togs om hand av patrullen.',
};

/** How the person was involved; never by name, since a protected identity must not stand in a free text. */
export const ROLE_TEXTS: Readonly<Record<IncidentRole, readonly string[]>> = {
  SUSPECT: [
    'Den unge pekas ut av vittne.',
    'Den unge stod kvar på platsen och medger delvis.',
    'Den unge förnekar men syns på film.',
  ],
  VICTIM: ['Den unge är målsägande och uppger sig vara rädd.', 'Den unge är utsatt och vill inte medverka vidare.'],
  WITNESS: ['Den unge såg händelsen och har lämnat uppgifter.', 'Den unge stod i närheten, hördes upplysningsvis.'],
  FOUND: [
    'Den unge följde med frivilligt, vårdnadshavare underrättad.',
    'Den unge ville inte uppge vilka de andra var.',
  ],
};

export const OBSERVATION_TEXTS: readonly string[] = [
  'Sedd stå i porten medan äldre personer kom och gick under en timme, bar skyddsväst.',
  'Åkte med i bil vars förare är känd, klev ur vid bensinstationen och gick därifrån.',
  'Tog emot en mindre påse av okänd man och lämnade den vidare.',
  'Stod som utkik vid gångtunneln, ringde när patrullen närmade sig.',
  'Uppges ha börjat röra sig med en ny grupp, uppgiften kommer från en person utan insyn.',
  'Sågs i sällskap med två personer som är kända i annat ärende, inget brottsligt iakttogs.',
];

export const RISK_GROUNDS: readonly string[] = [
  'Konflikt med jämnårig från annan stadsdel, två hotfulla möten på en vecka.',
  'Har skulder efter beslagtagen narkotika, uppger själv att han inte kan röra sig fritt.',
  'Lugnare sedan flytten, inga nya uppgifter på sex veckor.',
  'Nära vän utsattes för skottlossning, risk för att dras in i hämnd.',
  'Ny kontakt med äldre kriminella, samtidigt motiverad till stöd.',
];

export const INVESTIGATION_DETAILS: readonly string[] = [
  'Förhör med två vittnen kvarstår, mobiltelefon tömd och under granskning.',
  'Analyssvar från laboratoriet inväntas, kompletterande förhör planerat.',
  'Film från busshållplatsen begärd, målsägande hörd på nytt.',
  'Försvarare förordnad, slutdelgivning planerad inom två veckor.',
];

export const THREAT_TEXTS: readonly string[] = [
  'Hot från tidigare kretsar efter att ha sagt nej till uppdrag, bostaden bedöms känd.',
  'Skuld som krävs in, två påhälsningar hos anhörig, skyddsåtgärder planerade.',
  'Inga direkta hot den senaste månaden, men namnet cirkulerar.',
];

export const TALK_AGREEMENTS: readonly string[] = [
  'Hemma senast klockan 21 på vardagar',
  'Vårdnadshavare och mentor talas vid varje fredag',
  'Drogtest hos Maria-mottagningen varannan vecka',
  'Kontakt med föräldragrupp inom två veckor',
  'Fritidsaktivitet två kvällar i veckan med ledsagning första månaden',
  'Ingen kontakt med utpekad grupp under helger',
];

export const SUBSTANCES: readonly string[] = ['cannabis', 'tramadol', 'lustgas', 'alprazolam', 'okänd tablett'];

export const DRUG_ACTIONS: readonly string[] = [
  'Provtagning, vårdnadshavare hämtade',
  'Beslag och samtal med vårdnadshavare på plats',
  'Hemkörd, orosanmälan skriven samma kväll',
  'Förhör med vårdnadshavare närvarande, hänvisad till Maria-mottagningen',
];
