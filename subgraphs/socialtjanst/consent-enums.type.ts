import { defineEnum } from '../platform/graphql-enum.ts';

export const ConsentStatus = defineEnum('ConsentStatus', 'Whether a consent holds (samtyckets status).', {
  IN_FORCE: 'Gäller',
  UPCOMING: 'Gäller inte än',
  INCOMPLETE: 'Någons ja saknas',
  WITHDRAWN: 'Återkallat',
  EXPIRED: 'Utgånget',
  REFUSED: 'Nekat',
});

export const ConsentForm = defineEnum('ConsentForm', 'How a consent was given (samtyckets form).', {
  WRITTEN: 'Skriftligt',
  ORAL_DOCUMENTED: 'Muntligt, dokumenterat',
  WRITTEN_WITH_INTERPRETER: 'Skriftligt, med tolk',
});

export const ConsentObstacle = defineEnum('ConsentObstacle', 'Why a consent does not hold (varför det inte gäller).', {
  WITHDRAWN: 'Återkallat',
  REFUSED: 'Någon har sagt nej',
  CUSTODIAN_MISSING: 'En vårdnadshavares ja saknas, FB 6:13',
  YOUNG_PERSON_MISSING: 'Den unges eget ja saknas, SoL 3:4',
  NOT_YET: 'Gäller inte än',
  PAST: 'Tiden har gått ut',
  SIG_ENDED: 'Insatsgruppen är avslutad',
  TURNED_15: 'Den unge har fyllt 15 och måste själv säga ja',
});

export const ConsentGiverKind = defineEnum('ConsentGiverKind', 'Who can give a consent (vem som kan samtycka).', {
  YOUNG_PERSON: 'Den unge',
  CUSTODIAN: 'Vårdnadshavare',
  OTHER_CUSTODIAN: 'Den andra vårdnadshavaren',
});

export const ConsentAnswerKind = defineEnum('ConsentAnswerKind', 'What somebody said to a consent (svar).', {
  YES: 'Ja',
  NO: 'Nej',
});

export const Custody = defineEnum('Custody', 'Who has custody of a child, FB 6 kap. (vårdnad).', {
  SOLE: 'Ensam vårdnad',
  JOINT: 'Gemensam vårdnad',
});

export const RenewalReason = defineEnum('RenewalReason', 'Why a consent should be talked about anew (orsak).', {
  LAST_DAY_PASSED: 'Tiden går ut',
  SIG_ENDS: 'Insatsgruppen avslutas',
  TURNS_15: 'Den unge fyller 15 och säger själv ja eller nej',
  TURNS_18: 'Den unge fyller 18 och bestämmer ensam',
});

export type ConsentForm = keyof typeof ConsentForm;
export type ConsentGiverKind = keyof typeof ConsentGiverKind;
export type ConsentAnswerKind = keyof typeof ConsentAnswerKind;
export type Custody = keyof typeof Custody;
