import type { SigOwner } from './sig-facts.ts';

export const SIG_GOALS: readonly string[] = [
  'Gå i skolan minst fyra dagar i veckan',
  'Inga nya brottsmisstankar under planens tid',
  'En fritidsaktivitet som håller i sig',
  'Sova hemma alla vardagsnätter',
  'Lämna rena prov i tre månader',
  'Få praktik eller sommarjobb',
];

/** Commitments by who answers for them. */
export const SIG_COMMITMENTS: readonly (readonly [SigOwner, readonly string[]])[] = [
  [
    { agency: 'police', role: 'police.youth-coordinator', title: 'Ungdomssamordnare, polisen' },
    ['Ringer den unge varje fredag', 'Stämmer av läget i området före varje möte', 'Följer med på första träningen'],
  ],
  [
    { agency: 'socialtjanst', role: 'socialtjanst.sig-coordinator', title: 'SIG-samordnare' },
    ['Kallar till möte var tredje vecka', 'Ordnar ledsagning till aktivitet', 'Ansöker om plats i föräldragrupp'],
  ],
  [
    { agency: 'school', role: 'school.mentor', title: 'Mentor' },
    ['Möter upp vid skolstart varje morgon', 'Skickar veckobrev om närvaro', 'Anpassar schemat efter lunch'],
  ],
  [
    { agency: 'school', role: 'school.counsellor', title: 'Kurator' },
    ['Samtal en gång i veckan', 'Kontakt med barn- och ungdomspsykiatrin'],
  ],
  [
    { agency: null, role: null, title: 'Den unge' },
    ['Kommer till alla möten', 'Svarar när samordnaren ringer', 'Går till träningen på tisdagar'],
  ],
  [
    { agency: null, role: null, title: 'Vårdnadshavare' },
    ['Ringer skolan samma dag vid frånvaro', 'Hämtar vid fritidsgården klockan 21'],
  ],
];

export const SIG_NOTES: readonly string[] = [
  'Den unge tyst i början, berättade sedan om skuld till äldre kamrat. Mamma grät. Följs upp enskilt.',
  'Oenighet om vem som ringer hem. Polisen beskrev oro i området utan att nämna namn.',
  'Skolan beskriver bra start, frånvaron samlad till två dagar. Pappa deltog på telefon.',
  'Den unge kom inte. Gruppen bestämde hembesök. Oro för kommande helg.',
];

export const SIG_MINUTES: readonly string[] = [
  'Planen följd till större delen. Nästa möte om tre veckor, ansvariga enligt plan.',
  'Målet om skolgång ändrat till fyra dagar. Aktivitet startar nästa tisdag.',
  'Alla åtaganden genomgångna, två inte genomförda och får nytt datum.',
  'Uppföljning gjord. Den unge är nöjd med ledsagningen.',
];
