import { personAs } from './at-the-agency.ts';
import { act, freshKey, staff, view, type Done, type Fields, type Staff, type View } from './at-the-desk.ts';

/** Who asks socialtjänsten for measures in these tests, and who rules there. */
export const youth = staff('police.youth-coordinator', 'youth');
export const [caseworker, colleague, third] = ['one', 'two', 'three'].map((name) =>
  staff('socialtjanst.case-worker', `caseworker-${name}`, 'OWN_AGENCY'),
) as [Staff, Staff, Staff];

export const MEASURES = ['SocialRecord.measures', 'SocialMeasure.type'];
export const ANSWERS = [
  { question: 'concrete-circumstances', answer: 'Two times seen handing over bags at the square.' },
  { question: 'prevents-how', answer: 'A talk with the family before the weekend.' },
  { question: 'harms-help', answer: 'no' },
];

/** Somebody with something in every row, who is under 21. */
export const ref = personAs('knownToAll').ref;

export function inputOf(changes: Fields = {}): Fields {
  return { ref, coordinates: MEASURES, law: 'OSL 10:18a', answers: ANSWERS, idempotencyKey: freshKey(), ...changes };
}

export function request(changes: Fields = {}, who = youth): Promise<Done> {
  return act(who, ['socialtjanst', 'requestDisclosure'], { input: inputOf(changes) });
}

export function rule(who: Staff, changes: Fields): Promise<Done> {
  const input = { ref, outcome: 'GRANT', reason: 'Weighed.', ...changes };
  return act(who, ['socialtjanst', 'ruleOnRequest'], { input });
}

export function idOf({ value }: Done): string {
  return String(value?.['id']);
}

export function measuresFor(who: Staff, whom = ref): Promise<View> {
  return view(who, whom, ['socialtjanst', 'measures { type from to } treatmentNotes { text }']);
}
