/** What can be wrong with a consent that is registered or taken back, and what to do. */
export const CONSENT_PROBLEMS = {
  'case-number': '`caseNumber` must be a case number of at most 64 characters, and never a personal identity number',
  'consent-purpose': '`purpose` must be one under which a consent can open something, such as `SIG`',
  'consent-never-lifts':
    'no consent lifts that: OSL 35:3 keeps the criminal record out (M09), 18:1 and 18:2 protect the operation (M10, M11, M13), and associates are others (M12)',
  'consent-rows': '`fieldGroups` must be rows that some recipient could have by consent, each once, such as `M46`',
  'consent-holders': '`holders` must be the agencies that hold `fieldGroups`: all of them, and no others',
  'consent-recipients':
    '`recipients` or `participants` must name somebody, and roles only that may declare the purpose',
  'consent-participants': 'what goes to named officials alone needs `participants`: the subjects of their tokens',
  'consent-dates':
    '`from` and `to` must be at most a year apart, and end neither before today nor after what ends the consent',
  'consent-givers':
    'somebody has not been asked: under 18 each custodian (FB 6:13; else give `exception`), from 15 the young person; each once',
  'consent-exception': '`exception` must be `FB 6:13` or `FB 6:13a`, and is for joint custody alone',
  'unknown-consent': 'there is no such consent of that person: look in `consents`',
} as const;
