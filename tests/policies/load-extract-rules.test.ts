import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { EXTRACT_LANGUAGES, loadExtractRules, type ExtractRules } from '../../policies/load-extract-rules.ts';

type Tree = Record<string, unknown>;

const TEXT = readFileSync(new URL('../../policies/extract.yaml', import.meta.url), 'utf8');
const DELAY = { title: 'a', by: 'police', days: 1, laws: ['OSL 18:1'], why: 'b', needsLawyer: true };
const withDelay = (changes: Tree): ExtractRules => {
  const delay = JSON.parse(JSON.stringify({ ...DELAY, ...changes })) as Tree;
  return loadExtractRules(stringify({ ...(parse(TEXT) as Tree), delays: [delay] }));
};
/** The words of one language without one of them, or with one more. */
const withWords = (language: string, change: (words: Tree) => Tree): ExtractRules => {
  const tree = parse(TEXT) as { readonly words: Record<string, Tree> };
  return loadExtractRules(
    stringify({ ...tree, words: { ...tree.words, [language]: change(tree.words[language] ?? {}) } }),
  );
};

describe('a delay of the extract', () => {
  it('is of all rows, by and about anybody, where it does not say', () => {
    expect(withDelay({}).delays).toEqual([{ ...DELAY, about: null, rows: null }]);
    expect(withDelay({ by: undefined, about: 'school', rows: ['M10'], days: null }).delays).toEqual([
      { ...DELAY, by: null, about: 'school', rows: ['M10'], days: null },
    ]);
  });

  it('is refused without saying by or about whom', () => {
    expect(() => withDelay({ by: undefined })).toThrow('a delay must say `by` or `about` whom');
  });

  it.each<Tree>([
    { title: undefined },
    { by: 'bank' },
    { about: 'bank' },
    { rows: [] },
    { rows: ['M1'] },
    { rows: ['M100'] },
    { rows: ['XM10'] },
    { rows: ['S01'] },
    { days: 0 },
    { days: -1 },
    { days: 0.5 },
    { days: undefined },
    { laws: [] },
    { laws: undefined },
    { why: undefined },
    { needsLawyer: undefined },
    { until: '2026-01-01' },
  ])('is refused with %o', (changes) => {
    expect(() => withDelay(changes)).toThrow();
  });
});

describe('the words of the extract', () => {
  const words = loadExtractRules().words;

  it('are there in Swedish and English, and in no other language', () => {
    expect(EXTRACT_LANGUAGES).toEqual(['sv', 'en']);
    expect(loadExtractRules()).toEqual(loadExtractRules(TEXT));
    expect(() => withWords('de', () => words.en)).toThrow();
  });

  it.each(Object.keys(words.sv))('are refused without `%s` in either language', (name) => {
    for (const language of EXTRACT_LANGUAGES) {
      expect(() =>
        withWords(language, (all) => Object.fromEntries(Object.entries(all).filter(([key]) => key !== name))),
      ).toThrow(name);
    }
  });

  it.each(['agencies', 'roles', 'purposes', 'grounds'] as const)('name each of the %s, and no other', (list) => {
    const names = Object.keys(words.en[list]);
    for (const name of names) {
      const without = Object.fromEntries(Object.entries(words.en[list]).filter(([key]) => key !== name));
      expect(() => withWords('en', (all) => ({ ...all, [list]: without })), name).toThrow();
    }
    expect(() => withWords('en', (all) => ({ ...all, [list]: { ...words.en[list], whim: 'x' } }))).toThrow();
  });

  it('are words that are known, and the rules are nothing else', () => {
    expect(() => withWords('en', (all) => ({ ...all, more: 'x' }))).toThrow('more');
    expect(() => loadExtractRules(`${TEXT}\nmore: x\n`)).toThrow('more');
  });
});
