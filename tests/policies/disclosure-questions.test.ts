import { describe, expect, it } from 'vitest';
import { EMERGENCY_QUESTIONS, findUnanswered, loadDisclosureQuestions } from '../../policies/disclosure-questions.ts';
import { loadPolicySet } from '../../policies/load-policy-set.ts';
import { ROLES } from '../../schema/role.ts';

const QUESTIONS = loadDisclosureQuestions();

describe('the questions of the law', () => {
  it('are there for every section that a decision can rest on, and for an emergency, and for no other', () => {
    const { rules } = loadPolicySet();
    const grounds = rules.flatMap((rule) => ROLES.flatMap((role) => rule.grounds[role]));
    const cited = grounds.filter(({ kind }) => kind === 'decision').flatMap(({ laws }) => laws);
    expect([...QUESTIONS.keys()].sort()).toEqual([...new Set(cited), 'emergency'].sort());
  });

  it('each demand at least one answer', () => {
    for (const [law, questions] of QUESTIONS) {
      expect(
        questions.some(({ required }) => required),
        law,
      ).toBe(true);
    }
  });

  it('of OSL 10:18 a ask for concrete circumstances, and whether help would be harmed', () => {
    const questions = QUESTIONS.get('OSL 10:18a') ?? [];
    expect(questions.find(({ id }) => id === 'concrete-circumstances')?.required).toBe(true);
    expect(questions.find(({ id }) => id === 'harms-help')).toMatchObject({ kind: 'yes-no', required: true });
  });

  it('refuse a text in which a section or a question is given twice', () => {
    const entry = (id: string): string => `{ id: ${id}, english: Why?, swedish: Varför?, kind: text, required: true }`;
    const text = (law: string, ...ids: readonly string[]): string =>
      `- { law: '${law}', questions: [${ids.map(entry).join(', ')}] }\n`;
    expect(loadDisclosureQuestions(text('A', 'why', 'who')).get('A')).toHaveLength(2);
    expect(() => loadDisclosureQuestions(text('A', 'why', 'why'))).toThrow('twice');
    expect(() => loadDisclosureQuestions(text('A', 'why') + text('A', 'who'))).toThrow('twice');
    expect([...loadDisclosureQuestions(text('A', 'why') + text('B', 'why')).keys()]).toEqual(['A', 'B']);
  });

  it.each([
    ['an id with capitals', '{ id: Why, english: Why?, swedish: Varför?, kind: text, required: true }'],
    ['an id that begins with a figure', '{ id: 1why, english: Why?, swedish: Varför?, kind: text, required: true }'],
    ['an id that ends with a space', "{ id: 'why ', english: Why?, swedish: Varför?, kind: text, required: true }"],
    ['an id of one letter and a sign', "{ id: 'w?', english: Why?, swedish: Varför?, kind: text, required: true }"],
    ['English that asks nothing', '{ id: why, english: Why, swedish: Varför?, kind: text, required: true }'],
    ['Swedish that asks nothing', '{ id: why, english: Why?, swedish: Varför, kind: text, required: true }'],
    [
      'a question mark in the wrong place',
      '{ id: why, english: "?Why", swedish: Varför?, kind: text, required: true }',
    ],
    ['an unknown kind', '{ id: why, english: Why?, swedish: Varför?, kind: number, required: true }'],
    ['nothing on whether it is required', '{ id: why, english: Why?, swedish: Varför?, kind: text }'],
    ['an unknown word', '{ id: why, english: Why?, swedish: Varför?, kind: text, required: true, of: x }'],
    ['no question', ''],
  ])('refuse a text with %s', (_, question) => {
    expect(() => loadDisclosureQuestions(`- { law: A, questions: [${question}] }`)).toThrow();
  });

  it('refuse a section with an unknown word, and take questions of both kinds', () => {
    const ask = (kind: string): string =>
      `{ id: w-2, english: Why?, swedish: Varför?, kind: ${kind}, required: false }`;
    expect(() => loadDisclosureQuestions(`- { law: A, questions: [${ask('text')}], of: x }`)).toThrow();
    for (const kind of ['text', 'yes-no']) {
      expect(loadDisclosureQuestions(`- { law: A, questions: [${ask(kind)}] }`).get('A')).toEqual([
        { id: 'w-2', english: 'Why?', swedish: 'Varför?', kind, required: false },
      ]);
    }
  });
});

describe('the answers', () => {
  const questions = QUESTIONS.get('OSL 10:18a') ?? [];
  const good = [
    { question: 'concrete-circumstances', answer: 'Seen handing over a bag, twice.' },
    { question: 'prevents-how', answer: 'A talk with the family.' },
    { question: 'harms-help', answer: 'no' },
  ];

  it('suffice when each required one is there', () => {
    expect(findUnanswered(questions, good)).toEqual([]);
  });

  it.each([
    ['missing', good.slice(1), '`concrete-circumstances` needs an answer'],
    ['blank', [{ question: 'concrete-circumstances', answer: '  ' }, ...good.slice(1)], 'needs an answer'],
    ['neither yes nor no', [...good.slice(0, 2), { question: 'harms-help', answer: 'maybe' }], '`yes` or `no`'],
    ['to another question', [...good, { question: 'who-else', answer: 'x' }], 'no question of the section'],
    ['given twice', [...good, good[0]!], 'answered twice'],
  ])('are refused when one is %s', (_, answers, said) => {
    expect(findUnanswered(questions, answers).join()).toContain(said);
  });

  it('are told apart, each with what is wrong with it, and no other', () => {
    expect(findUnanswered(questions, good.slice(1))).toEqual(['`concrete-circumstances` needs an answer']);
    expect(findUnanswered(questions, [...good, good[0]!])).toEqual(['a question is answered twice']);
    expect(findUnanswered(questions, [...good, { question: 'who-else', answer: 'x' }])).toEqual([
      'an answer is to no question of the section',
    ]);
    expect(findUnanswered(questions, [...good.slice(0, 2), { question: 'harms-help', answer: 'maybe' }])).toEqual([
      '`harms-help` is answered `yes` or `no`',
    ]);
  });

  it.each([' yes ', 'no', 'yes'])('to a question of yes or no can be `%s`', (answer) => {
    expect(findUnanswered(questions, [...good.slice(0, 2), { question: 'harms-help', answer }])).toEqual([]);
  });

  it('to what need not be answered can be left out or blank', () => {
    const optional = [
      { id: 'is-known', english: 'Is it?', swedish: 'Är det?', kind: 'yes-no', required: false },
      { id: 'what-else', english: 'What?', swedish: 'Vad?', kind: 'text', required: false },
    ] as const;
    expect(findUnanswered(optional, [])).toEqual([]);
    expect(findUnanswered(optional, [{ question: 'is-known', answer: ' ' }])).toEqual([]);
  });

  it('to an emergency are asked for under a key that is no section', () => {
    expect(EMERGENCY_QUESTIONS).toBe('emergency');
    expect(QUESTIONS.has(EMERGENCY_QUESTIONS)).toBe(true);
  });
});
