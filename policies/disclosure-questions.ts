import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const questionText = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  english: z.string().endsWith('?'),
  swedish: z.string().endsWith('?'),
  kind: z.enum(['text', 'yes-no']),
  required: z.boolean(),
});

const questionsText = z.array(z.strictObject({ law: z.string(), questions: z.array(questionText).min(1) }));

/** One question that a section of law puts to whoever asks for a disclosure. */
export type DisclosureQuestion = Readonly<z.infer<typeof questionText>>;

/** The questions of each section that a decision can rest on, by its short form, and of `emergency`. */
export type DisclosureQuestions = ReadonlyMap<string, readonly DisclosureQuestion[]>;

/** The key of the emergency request's questions among the sections. */
export const EMERGENCY_QUESTIONS = 'emergency';

/**
 * Reads the questions that lie beside this file, or another text of the same form.
 * @throws Error when a section or a question of one is given twice, or the text has another form
 */
export function loadDisclosureQuestions(
  text: string = readFileSync(new URL('./disclosure-questions.yaml', import.meta.url), 'utf8'),
): DisclosureQuestions {
  const entries = questionsText.parse(parse(text));
  const byLaw = new Map(entries.map(({ law, questions }) => [law, questions]));
  const doubled = entries.filter(({ questions }) => new Set(questions.map(({ id }) => id)).size !== questions.length);
  if (byLaw.size !== entries.length || doubled.length > 0) {
    throw new Error('a section or a question is given twice in disclosure-questions.yaml');
  }
  return byLaw;
}

export interface GivenAnswer {
  readonly question: string;
  readonly answer: string;
}

/** Lists what is wrong with the answers to a section's questions, in clauses for the asker; empty when nothing is. */
export function findUnanswered(
  questions: readonly DisclosureQuestion[],
  answers: readonly GivenAnswer[],
): readonly string[] {
  const byId = new Map(answers.map(({ question, answer }) => [question, answer.trim()]));
  const known = new Set(questions.map(({ id }) => id));
  return [
    ...(byId.size === answers.length ? [] : ['a question is answered twice']),
    ...([...byId.keys()].some((id) => !known.has(id)) ? ['an answer is to no question of the section'] : []),
    ...questions
      .filter(({ id, required }) => required && (byId.get(id) ?? '') === '')
      .map(({ id }) => `\`${id}\` needs an answer`),
    ...questions
      .filter(({ id, kind }) => kind === 'yes-no' && !['', 'yes', 'no'].includes(byId.get(id) ?? ''))
      .map(({ id }) => `\`${id}\` is answered \`yes\` or \`no\``),
  ];
}
