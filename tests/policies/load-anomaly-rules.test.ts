import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadAnomalyRules } from '../../policies/load-anomaly-rules.ts';

const TEXT = readFileSync(new URL('../../policies/anomalies.yaml', import.meta.url), 'utf8');

/** The rules’ own text with one value changed, by the name under which it stands. */
function changed(group: string, name: string, value: string): string {
  const text = TEXT.replace(
    new RegExp(`(\\n${group}:\\n(?:  .*\\n)*?  ${name}: )[^\\n#]*`),
    (_, head: string) => `${head}${value} `,
  );
  if (text === TEXT) throw new Error(`${group}.${name} is not in the text`);
  return text;
}

describe('the thresholds of the checks', () => {
  it('are read from their own text, each group with its own', () => {
    expect(loadAnomalyRules()).toEqual(loadAnomalyRules(TEXT));
    expect(Object.keys(loadAnomalyRules())).toEqual([
      'withoutCase',
      'outsideHours',
      'manyPersons',
      'samePerson',
      'protectedIdentity',
      'refusals',
      'emergencies',
    ]);
  });

  it.each([
    ['withoutCase', 'normalShare', ['-0.1', '1.1', 'most']],
    ['withoutCase', 'leastRequests', ['0', '1.5']],
    ['withoutCase', 'leastCount', ['-1']],
    ['outsideHours', 'opensAt', ['-1', '7.5', '25']],
    ['outsideHours', 'closesAt', ['25']],
    ['outsideHours', 'roundTheClock', ['[boss]']],
    ['outsideHours', 'fixedHolidays', ["['1-1']", "['101-01']", "['01-011']", "['0101']"]],
    ['outsideHours', 'easterHolidays', ['[0.5]']],
    ['outsideHours', 'midsummerEve', ['perhaps']],
    ['manyPersons', 'k', ['0', '-1']],
    ['samePerson', 'leastStaff', ['0']],
    ['protectedIdentity', 'leastPersons', ['0']],
    ['refusals', 'leastCount', ['0']],
    ['emergencies', 'leastCount', ['0']],
  ])('are refused when %s says of %s what cannot be', (group, name, values) => {
    for (const value of values) expect(() => loadAnomalyRules(changed(group, name, value)), value).toThrow();
  });

  it.each([
    ['withoutCase', 'normalShare', ['0', '1']],
    ['outsideHours', 'opensAt', ['0', '24']],
    ['outsideHours', 'fixedHolidays', ['[]', "['02-29']"]],
    ['outsideHours', 'roundTheClock', ['[]', '[analyst]']],
    ['manyPersons', 'k', ['0.5']],
  ])('may say of %s that %s is as far as it can be', (group, name, values) => {
    for (const value of values) expect(() => loadAnomalyRules(changed(group, name, value)), value).not.toThrow();
  });

  it.each(['withoutCase', 'outsideHours', 'manyPersons', 'samePerson', 'protectedIdentity', 'refusals', 'emergencies'])(
    'are refused with an unknown word of %s, or without it',
    (group) => {
      expect(() => loadAnomalyRules(TEXT.replace(`\n${group}:\n`, `\n${group}:\n  more: 1\n`))).toThrow('more');
      expect(() => loadAnomalyRules(TEXT.replace(`\n${group}:\n`, `\nother:\n`))).toThrow();
    },
  );
});
