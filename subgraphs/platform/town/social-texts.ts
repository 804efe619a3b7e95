import type { MeasureType, ReportReason } from './social-facts.ts';

/** What was seen or said, by reason, in the reporter's words. */
export const REPORT_FACTS: Readonly<Record<ReportReason, readonly string[]>> = {
  VIOLENCE_AT_HOME: [
    'Barnet berättar om bråk hemma där en vuxen slår sönder saker.',
    'Grannar larmade om skrik, barnet fanns i lägenheten när patrullen kom.',
    'Barnet visar ett blåmärke på armen och ger olika förklaringar.',
  ],
  CARE_FAILURE: [
    'Barnet kommer utan ytterkläder och matlåda och är ofta hungrigt.',
    'Hemmet beskrivs som mycket stökigt, barnet tar själv ansvar för tvätt och mat.',
    'Bokade tider uteblir och vårdnadshavare svarar inte på telefon.',
  ],
  GUARDIAN_SUBSTANCE_USE: [
    'Vårdnadshavare luktade alkohol vid hämtning, barnet hämtades av annan anhörig.',
    'Barnet berättar att en vuxen sover hela dagarna efter fester.',
    'Vårdnadshavare har själv sökt hjälp och ber om stöd för barnet.',
  ],
  CONFLICTS: [
    'Vårdnadshavarna bråkar öppet vid överlämning och barnet hamnar emellan.',
    'Barnet vägrar gå hem efter gräl och har sovit hos kamrater flera nätter.',
    'Långvarig konflikt om umgänge, barnet säger att det är trött på allt.',
  ],
  NORM_BREAKING: [
    'Den unge är ute sent med äldre kamrater och har pengar som inte kan förklaras.',
    'Nya dyra kläder, flera telefoner och ett ändrat umgänge på kort tid.',
    'Den unge har varit inblandad i flera bråk den senaste månaden.',
  ],
  CHILD_SUBSTANCE_USE: [
    'Den unge luktar rök, är okoncentrerad och somnar på lektioner.',
    'Vårdnadshavare har hittat tabletter i en jacka och vet inte vad det är.',
    'Positivt drogtest efter ingripande, den unge medger att det hänt förut.',
  ],
  SCHOOL_ABSENCE: [
    'Frånvaron har ökat sedan höstlovet och är nu mer än en tredjedel av tiden.',
    'Eleven har inte varit i skolan på tre veckor trots hembesök och möten.',
    'Eleven kommer på morgonen men försvinner före lunch de flesta dagar.',
  ],
  OTHER: [
    'Den unge har varit utsatt för hot och rör sig inte längre ensam.',
    'Den unge uppger att hen inte vill leva och har inte sovit på flera nätter.',
    'Den unge bor tillfälligt hos en släkting och det är oklart vem som har ansvaret.',
  ],
};

export const REPORT_DETAILS: readonly string[] = [
  'Det har pågått i ungefär två månader.',
  'Det är andra gången på kort tid.',
  'Familjen är informerad om anmälan.',
  'Familjen är inte informerad eftersom det bedöms olämpligt.',
  'Barnet har själv fått berätta.',
  'En kamrat har bekräftat uppgifterna.',
  'Vårdnadshavare är positiva till stöd.',
  'Vårdnadshavare delar inte bilden.',
];

export const REPORT_WORRIES: readonly string[] = [
  'Oro för att läget förvärras om ingen vuxen kliver in.',
  'Oro för barnets trygghet hemma under helgen.',
  'Oro för att den unge dras in i kriminalitet.',
  'Oro för skolgången och för vem den unge umgås med.',
  'Oro för psykisk hälsa och sömn.',
];

export const PROTECTION_MEASURES: Readonly<Record<'acute' | 'calm', readonly string[]>> = {
  acute: [
    'Samtal samma dag, barnet sover hos anhörig',
    'Hembesök med socialjouren samma kväll',
    'Akut planeringsmöte med polisen',
  ],
  calm: [
    'Inget omedelbart skyddsbehov',
    'Inget omedelbart skyddsbehov, möte bokat',
    'Inget omedelbart skyddsbehov, uppföljning i förhandsbedömning',
  ],
};

export const INVESTIGATION_CONTENTS: readonly string[] = [
  'Samtal med barnet, båda vårdnadshavarna och skolan. Skyddsfaktorer finns hos mormor och i idrottsföreningen.',
  'Nätverkskarta visar få vuxna. Den unge vill ha hjälp att komma hemifrån på kvällarna.',
  'Hembesök genomfört två gånger. Föräldrarna har svårt med gränser men är överens om stöd.',
  'Uppgifter från skola och hälso- och sjukvård inhämtade. Bedömningen är att behovet kan mötas i öppna former.',
  'Den unge beskriver rädsla för äldre kamrater. Planering sker tillsammans med skolan.',
];

export const TREATMENT_TEXTS: readonly string[] = [
  'Session om triggers och återfall, hemläxa genomförd för första gången.',
  'Uteblev utan förvarning, nådd på telefon, ny tid bokad.',
  'Familjesamtal, mamma kunde lyssna utan att avbryta, avslutades med plan för helgen.',
  'Berättar om press från gamla vänner och vill öva på att säga nej.',
  'Goda veckor, tränar tre gånger och har sovit hemma alla nätter.',
];

export const FAMILY_TEXTS: readonly string[] = [
  'Bor med mamma och syskon i trångbodd lägenhet, pappa har kontakt varannan helg.',
  'Föräldrarna är separerade och oense om stödet, mormor är viktigast för barnet.',
  'Pappa arbetar natt, ett äldre syskon tar stort ansvar hemma.',
  'Familjen kom till kommunen nyligen och saknar nätverk, föräldrarna är samarbetsvilliga.',
  'En förälder är sjukskriven sedan lång tid, ekonomin är ansträngd.',
];

export const SUBSTANCE_TEXTS: readonly string[] = [
  'Uppger cannabis några gånger i månaden, motiverad att sluta.',
  'Inget känt bruk, två rena prov lämnade frivilligt.',
  'Tramadol vid enstaka tillfällen, kontakt med Maria-mottagningen påbörjad.',
  'Alkohol vid helger, lustgas provad, vill inte lämna prov.',
];

export const HEALTH_TEXTS: readonly string[] = [
  'Sömnsvårigheter, utredning av adhd pågår.',
  'God fysisk hälsa, nedstämdhet sedan i våras.',
  'Ångest i folksamlingar, väntar på tid hos barn- och ungdomspsykiatrin.',
  'Inga kända hälsoproblem.',
];

export const RISK_ITEMS: readonly string[] = [
  'Umgänge',
  'Skolgång',
  'Familjens stöd',
  'Droger',
  'Impulsivitet',
  'Motivation',
];

/** Invented homes; the last words are the invented places where they lie. */
export const PLACEMENT_LOCATIONS: Readonly<
  Record<'HVB' | 'FAMILY_HOME' | 'SIS' | 'SUPPORTED_HOUSING' | 'SHELTERED_HOUSING', readonly string[]>
> = {
  HVB: ['HVB Tranåsen, Stensjöholm', 'HVB Videhöjden, Stensjöholm'],
  FAMILY_HOME: ['Familjehem på gård utanför Stensjöholm', 'Familjehem i Mossvreten', 'Jourhem i Kvarnudden'],
  SIS: ['Särskilt ungdomshem Bergvreten, Stensjöholm'],
  SUPPORTED_HOUSING: ['Stödboendet Kajen, Gjutarhamn'],
  SHELTERED_HOUSING: ['Skyddat boende Lyktan, hemlig ort'],
};

/** Measures that fit a burden, the first ones lighter. */
export const MEASURES: readonly (readonly [MeasureType, number])[] = [
  ['OUTPATIENT_CARE', 30],
  ['CONTACT_PERSON', 20],
  ['QUALIFIED_CONTACT_PERSON', 10],
  ['BSFT', 10],
  ['FAMILY_TREATMENT', 22],
  ['YOUTH_SERVICE', 8],
];
