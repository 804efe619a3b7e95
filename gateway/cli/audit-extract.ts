import { writeFileSync } from 'node:fs';
import { EXTRACT_LANGUAGES, loadExtractRules } from '../../policies/load-extract-rules.ts';
import { loadPolicySet } from '../../policies/load-policy-set.ts';
import { buildExtract } from '../record/extract/build-extract.ts';
import { EXTRACT_FORMATS, renderExtract } from '../record/extract/render-extract.ts';
import { readPersonEntries } from '../record/read-record.ts';
import { readChoice } from './audit-choice.ts';
import { readEveryRef } from './audit-person.ts';
import { withRecord } from './audit-record.ts';
import { CommandError, type Command } from './command.ts';
import { readOptionsOf } from './read-options.ts';

const OPTIONS = {
  person: { type: 'boolean', default: false },
  lang: { type: 'string', default: 'sv' },
  format: { type: 'string', default: 'text' },
  out: { type: 'string' },
} as const;

/** Draws a person's own extract: who was given which groups of the person's data, why, and on what ground. */
export const extractAudit: Command = ({ args, write, now }) => {
  const { person, lang, format, out } = readOptionsOf('audit', { args, most: 0 }, OPTIONS).values;
  if (!person) throw new CommandError('say --person, and give the person on standard input.');
  const language = readChoice('--lang', lang, EXTRACT_LANGUAGES);
  const form = readChoice('--format', format, EXTRACT_FORMATS);
  const rules = loadExtractRules();
  return withRecord(async (client, settings) => {
    const entries = await readPersonEntries(client, await readEveryRef(settings, now));
    const extract = buildExtract(entries, { language, rules, policySet: loadPolicySet(), now });
    const text = renderExtract(extract, rules.words[language], form);
    if (out === undefined) write(text);
    else writeOut(out, text);
    return 0;
  });
};

/** Readable for its owner alone: it is about a person. */
function writeOut(file: string, text: string): void {
  try {
    writeFileSync(file, text, { mode: 0o600 });
  } catch (error) {
    throw new CommandError(`${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}
