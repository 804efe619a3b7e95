/** The agencies (myndigheter) whose subgraphs the gateway composes, in the order they appear in answers. */
export const AGENCIES = ['police', 'socialtjanst', 'school'] as const;

export type Agency = (typeof AGENCIES)[number];

/** What each agency is called in Swedish, for people. */
export const AGENCY_TITLES: Readonly<Record<Agency, string>> = {
  police: 'Polisen',
  socialtjanst: 'Socialtjänsten',
  school: 'Skolan',
};

export function isAgency(text: string): text is Agency {
  return (AGENCIES as readonly string[]).includes(text);
}
