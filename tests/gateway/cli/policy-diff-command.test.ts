import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scratch, samsyn, git, hasGit, makeCheckout, edit } from './run-samsyn.ts';

describe.runIf(hasGit)('samsyn policy diff', () => {
  const root = makeCheckout('checkout');
  git(root, 'init', '--quiet');
  git(root, 'add', 'policies', 'schema');
  git(root, 'commit', '--quiet', '--message', 'The rules');

  it('finds nothing between a checkout and its own commit', () => {
    const ran = samsyn(['policy', 'diff', 'HEAD'], { root });
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    expect(ran.stdout).toMatch(/^no change of the policy since HEAD \([0-9a-f]{10}\)\n$/);
  });

  it('names what changed since, and marks what is wider, with exit code 1', () => {
    const rules = join(root, 'policies/rules/socialtjanst.yaml');
    edit(rules, "school.mentor: 'consent(minimised)'", 'school.mentor: consent');
    edit(rules, 'TreatmentNote: [date, text]', 'TreatmentNote: [date]');
    const ran = samsyn(['policy', 'diff', 'HEAD'], { root });
    expect(ran).toMatchObject({ status: 1, stderr: '' });
    expect(ran.stdout.split('\n').slice(0, -2)).toEqual([
      '- M28 school.mentor: consent(minimised)',
      '+ M28 school.mentor: consent  (widening)',
      '- TreatmentNote.text: field under M29',
    ]);
    expect(ran.stdout).toMatch(/changes since HEAD \([0-9a-f]{10}\): 3, of them widening: 1\n$/);
  });

  it.each([['no-such-revision'], ['HEAD~9'], ['0'.repeat(40)]])('knows no revision %s', (revision) => {
    expect(samsyn(['policy', 'diff', revision], { root })).toMatchObject({
      status: 2,
      stdout: '',
      stderr: `git knows no revision "${revision}" here: see git log.\n`,
    });
  });

  it('gives git no options', () => {
    const ran = samsyn(['policy', 'diff', '--', '--output=stolen'], { root });
    expect(ran).toMatchObject({ status: 2, stderr: 'git knows no revision "--output=stolen" here: see git log.\n' });
  });

  it('says so where there is no checkout, no git, or no policy in the revision', () => {
    const bare = makeCheckout('bare');
    const env = { PATH: process.env['PATH'], GIT_CEILING_DIRECTORIES: scratch };
    expect(samsyn(['policy', 'diff', 'HEAD'], { root: bare, env }).stderr).toBe(
      'this is not a git checkout: policy diff reads the older rules out of git.\n',
    );
    expect(samsyn(['policy', 'diff', 'HEAD'], { root, env: { PATH: scratch } }).stderr).toBe(
      'git is not installed: policy diff reads the older rules out of git.\n',
    );
    git(bare, 'init', '--quiet');
    git(bare, 'commit', '--quiet', '--allow-empty', '--message', 'Nothing');
    expect(samsyn(['policy', 'diff', 'HEAD'], { root: bare })).toMatchObject({
      status: 2,
      stderr: 'HEAD has no rules in policies/rules.\n',
    });
  });
});
