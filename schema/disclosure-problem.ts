/** What can be wrong with what is asked of a desk, ruled on or released there, and what to do. */
export const DISCLOSURE_PROBLEMS = {
  'free-text':
    'texts must be of 1 to 2,000 characters (a case number 64), without a ref and without digits like a personal identity number',
  coordinates: '`coordinates` must be fields that this agency holds of a person, each once; in an emergency at most 12',
  law: '`law` cannot carry these fields to that role for that purpose: see `questions`',
  parents:
    'some of the fields are reached through others that you leave out: add what `questions` names in `alsoNeeded`',
  answers: 'the answers must be to the questions of the section, and to each that is required: see `questions`',
  emergency:
    'an emergency is about a missing child, and about fields that your role may ask for in one: see `questions`',
  'unknown-request': 'there is no such request: look in `requests` or `inbox`',
  'unknown-grant': 'there is no such release: look in `grants`',
  ruled: 'where the request stands now, that cannot be done: look at its `state`',
  'own-request': 'nobody rules on a request of their own: leave it to a colleague',
  conflict: 'you have a conflict of interest about the person: leave it to a colleague',
  authority:
    'what was left to the authority is ruled on by somebody who has not had it, with `asAuthority: true`; other requests without',
  part: '`coordinates` must be some of what is asked for in a grant in part, and is left out else',
  until: '`until` must be ahead, at most 90 days',
  statement: 'the section gives some of this as a statement alone: send `statement`',
  secrecy: 'say with `weighedPoliceSecrecy: true` that 18 kap. OSL was weighed',
  age: 'the person has passed the age that the section names, or no date of birth is known here',
  recipient:
    '`toRole` must be a role of another agency, `toSubject` the subject of one of its staff, `purpose` a purpose',
  'not-own': 'release only what is open to yourself here by your own role',
  minutes: '`minutes` must be 1 to 60 where something opens',
  reviewed: 'there is no review to do on that request: look in `openReviews`',
  oversight: 'the data protection officer of the holder oversees that: leave it to the one who serves it',
  'own-review': 'who asked or answered does not review it: leave it to somebody else',
} as const;
