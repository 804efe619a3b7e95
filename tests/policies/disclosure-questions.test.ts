import { describe, expect, it } from 'vitest';
import { findUnanswered, loadDisclosureQuestions } from '../../policies/disclosure-questions.ts';
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
});
