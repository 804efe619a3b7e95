import { defineEnum } from '../platform/graphql-enum.ts';

export const IncidentType = defineEnum('IncidentType', 'What an incident was (händelsetyp).', {
  PUBLIC_DISORDER: 'Ordningsstörning',
  VANDALISM: 'Skadegörelse',
  THEFT: 'Stöld',
  MINOR_DRUG_OFFENCE: 'Ringa narkotikabrott',
  ASSAULT: 'Misshandel',
  UNLAWFUL_THREAT: 'Olaga hot',
  KNIFE_OR_WEAPON: 'Kniv eller vapen',
  ROBBERY: 'Rån',
  FOUND_IN_UNSUITABLE_SETTING: 'Anträffad i olämplig miljö',
});

export const SuspicionStatus = defineEnum('SuspicionStatus', 'How far a suspicion has come (misstankens status).', {
  OPEN: 'Öppen',
  REPORTED_TO_PROSECUTOR: 'Redovisad till åklagare',
  CONCLUDED: 'Avslutad',
});

export const InvestigationStage = defineEnum('InvestigationStage', 'Stage of a criminal investigation (skede).', {
  INITIAL_MEASURES: 'Inledande åtgärder',
  INTERVIEWS: 'Förhör',
  AWAITING_ANALYSIS: 'Inväntar analys',
  REPORTING_TO_PROSECUTOR: 'Redovisas till åklagare',
});

export const SourceReliability = defineEnum(
  'SourceReliability',
  'How reliable a source is (källans tillförlitlighet).',
  {
    A: 'Fullt tillförlitlig',
    B: 'Oftast tillförlitlig',
    C: 'Ibland tillförlitlig',
    D: 'Sällan tillförlitlig',
    E: 'Tillförlitligheten okänd',
  },
);

export const AssociateKind = defineEnum('AssociateKind', 'How two persons are seen to be connected (umgängets art).', {
  SEEN_TOGETHER: 'Sedda tillsammans',
  SAME_CASE: 'Samma ärende',
  SAME_NETWORK: 'Samma nätverk',
});

export const RiskLevel = defineEnum('RiskLevel', 'Trefas colour (riskfärg).', {
  GREEN: 'Grön',
  YELLOW: 'Gul',
  RED: 'Röd',
});

export const ProtectionNeed = defineEnum('ProtectionNeed', 'What a victim needs (skyddsbehov).', {
  NONE: 'Inget',
  SUPPORT: 'Stöd',
  PROTECTION: 'Skydd',
});

export const ThreatLevel = defineEnum('ThreatLevel', 'Level of threat (hotnivå).', {
  LOW: 'Låg',
  ELEVATED: 'Förhöjd',
  HIGH: 'Hög',
});

export const MissingOrWantedKind = defineEnum(
  'MissingOrWantedKind',
  'Why somebody is searched for (efterlysningens art).',
  {
    MISSING: 'Försvunnen',
    WANTED: 'Efterlyst',
  },
);
