/** What one counted thing is called in the plural, in Swedish and English, by the unit that a definition names. */
export const UNIT_WORDS: Readonly<Record<string, { readonly swedish: string; readonly english: string }>> = {
  'follow-ups': { swedish: 'uppföljningar', english: 'follow-ups' },
  groups: { swedish: 'grupper', english: 'groups' },
  investigations: { swedish: 'utredningar', english: 'investigations' },
  participations: { swedish: 'medverkanden', english: 'participations' },
  persons: { swedish: 'personer', english: 'persons' },
  pupils: { swedish: 'elever', english: 'pupils' },
  reports: { swedish: 'anmälningar', english: 'reports' },
  returns: { swedish: 'återkomster', english: 'returns' },
  talks: { swedish: 'samtal', english: 'talks' },
};
