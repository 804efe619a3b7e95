import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, scratch, samsyn, edit } from './run-samsyn.ts';

describe('samsyn', () => {
  it('says what it can do', () => {
    expect(samsyn(['--help'])).toMatchObject({ status: 0, stderr: '' });
    expect(samsyn(['policy', '--help']).stdout).toMatch(/policy check[^]*policy matrix[^]*policy diff/);
    expect(samsyn(['policy', 'diff', '--help'])).toMatchObject({ status: 0, stderr: '' });
  });

  it.each([
    [['polcy'], 'samsyn has no area "polcy": see npx samsyn --help.'],
    [['toString'], 'samsyn has no area "toString"'],
    [['policy'], 'npx samsyn policy check'],
    [['policy', 'chek'], 'samsyn policy has no command "chek"'],
    [['policy', 'check', '--what'], "Unknown option '--what': see npx samsyn policy --help."],
    [['policy', 'check', 'now'], '"now" is one word too many'],
    [['policy', 'check', '--at', '2026-02-30'], '--at must be a day as YYYY-MM-DD, and "2026-02-30" is not.'],
    [['policy', 'check', '--supergraph', 'none.graphql'], 'the supergraph cannot be read: '],
    [['policy', 'check', '--policies', 'nowhere'], 'the policy cannot be read: '],
    [['policy', 'matrix', '--format', 'pdf'], '--format must be one of md, html, csv, and "pdf" is not.'],
    [['policy', 'matrix', '--excel'], '--excel goes with --format csv alone.'],
    [['policy', 'matrix', '--out', 'no/such/folder/m.md'], 'no/such/folder/m.md cannot be written: '],
    [['policy', 'diff'], 'name the revision to compare with'],
  ])('turns away %j with a sentence and exit code 2', (args, sentence) => {
    const ran = samsyn(args);
    expect(ran).toMatchObject({ status: 2, stdout: '' });
    expect(ran.stderr).toContain(sentence);
    expect(ran.stderr).not.toMatch(/\n\s+at /);
  });
});

describe('samsyn policy check', () => {
  it('proves the policy of this checkout, and counts', () => {
    const { status, stdout, stderr } = samsyn(['policy', 'check', '--at', '2026-03-01']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^policy [\w-]{43}, in force on 2026-03-01\n/);
    const count = (name: string): number => Number(new RegExp(`^ *${name} +(\\d+)`, 'm').exec(stdout)![1]);
    expect(count('decisions')).toBe(count('coordinates') * count('roles') * count('purposes'));
    expect(count('open') + count('perhaps') + count('closed')).toBe(count('decisions'));
    expect(stdout).toMatch(
      /legal bases +\d+ {2}all in force\naggregates +14 {2}definitions\nok: no gap, no overlap, no hole\n$/,
    );
  });

  it('tells what is not yet in force on the day', () => {
    const { status, stdout } = samsyn(['policy', 'check', '--at', '2025-11-30']);
    expect(status).toBe(0);
    expect(stdout).toContain('not in force: OSL 10:15a (from 2025-12-01), OSL 26:9a (from 2026-01-15)');
  });

  it('names each problem on a line of its own, with exit code 1', () => {
    const graph = join(scratch, 'graph.graphql');
    const text = readFileSync(join(ROOT, 'schema/sdl/supergraph.graphql'), 'utf8');
    writeFileSync(graph, `${text}\nextend type PoliceRecord { shoeSize: Int, hatSize: Int }\n`);
    const policies = join(scratch, 'proposal');
    cpSync(join(ROOT, 'policies'), policies, { recursive: true });
    writeFileSync(join(policies, 'rules/health-care.yaml'), '[]');
    edit(join(policies, 'aggregates/definitions/incidents.yaml'), 'suppressUpTo: 7', 'suppressUpTo: 3');
    edit(join(policies, 'rules/socialtjanst.yaml'), "'decision[OSL 10:23]'", "'decision[OSL 10:27]'");
    const { status, stdout } = samsyn(['policy', 'check', '--supergraph', graph, '--policies', policies]);
    expect(status).toBe(1);
    expect(stdout.split('\n').slice(-7)).toEqual([
      'gap: rules/health-care.yaml is not among the files that are read',
      'gap: PoliceRecord.shoeSize has no rule in policies/rules',
      'gap: PoliceRecord.hatSize has no rule in policies/rules',
      'law: M29, police.investigator: decision cannot rest on OSL 10:27: it cannot release from socialtjanst',
      'aggregate: policies/aggregates/definitions/incidents.yaml: counts up to 7 are always suppressed',
      'problems: 5',
      '',
    ]);
  });

  it('names what is wrong with the texts, all of it', () => {
    const policies = join(scratch, 'muddle');
    cpSync(join(ROOT, 'policies'), policies, { recursive: true });
    const school = join(policies, 'rules/school.yaml');
    edit(school, 'SchoolRecord: [enrolment]', 'SchoolRecord: [enrolment, attendance, grades]');
    expect(samsyn(['policy', 'check', '--policies', policies])).toMatchObject({
      status: 1,
      stdout:
        'text: SchoolRecord.attendance is under both M44 and M46\n' +
        'text: SchoolRecord.grades is under both M44 and M52\nproblems: 2\n',
    });
    edit(school, 'needsLawyer: true', 'needsLawyer: perhaps');
    expect(samsyn(['policy', 'check', '--policies', policies]).stdout).toMatch(
      /^text: \d+\.needsLawyer: .*\nproblems: 1\n$/,
    );
  });
});

describe('samsyn policy matrix', () => {
  it('writes Markdown to standard output, and the other forms to a file', () => {
    const markdown = samsyn(['policy', 'matrix']);
    expect(markdown.status).toBe(0);
    expect(markdown.stdout.match(/^\| M\d\d \|/gm)).toHaveLength(53);
    const file = join(scratch, 'matrix.html');
    expect(samsyn(['policy', 'matrix', '--format', 'html', '--out', file])).toMatchObject({
      status: 0,
      stdout: `written: ${file}, 53 rows and 12 roles\n`,
    });
    expect(readFileSync(file, 'utf8')).toMatch(/^<!doctype html>[^]*<\/html>\n$/);
  });

  it('writes CSV, for Excel too', () => {
    expect(samsyn(['policy', 'matrix', '--format', 'csv']).stdout.split('\r\n')).toHaveLength(55);
    expect(samsyn(['policy', 'matrix', '--format', 'csv', '--excel']).stdout.startsWith('\uFEFFRow;Data;')).toBe(true);
  });

  it('is quiet when its reader has seen enough', () => {
    const entry = join(ROOT, 'gateway/cli/samsyn.mjs');
    const script = `"${process.execPath}" "${entry}" policy matrix | head -c 10`;
    expect(spawnSync('sh', ['-c', script], { encoding: 'utf8' })).toMatchObject({ stdout: '# Access m', stderr: '' });
  });
});

describe('samsyn policy explain', () => {
  const asked = ['policy', 'explain', '--role', 'police.youth-coordinator', '--purpose', 'SIG'];

  it('explains a field in full, in Swedish and English, with its law and its dates', () => {
    const { status, stdout, stderr } = samsyn([
      ...asked,
      '--coordinate',
      'SocialRecord.measures',
      '--at',
      '2026-03-02',
    ]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const said of [
      'Ungdomssamordnare, polisen',
      'SocialRecord.measures: TURNS ON FACTS',
      'OSL 10:18a: Offentlighets- och sekretesslagen (2009:400) 10 kap. 18 a §',
      'Begär beslut hos Socialtjänsten: requestDisclosure med lagrum OSL 10:18a',
      'Ask Socialtjänsten to decide: requestDisclosure with the law OSL 10:18a',
      'M28 Measures (Insatser)',
      'birthDate',
      'OSL 10:18a: younger than 21',
      'OSL 10:18a: from 2025-04-01',
    ]) {
      expect(stdout).toContain(said);
    }
  });

  it('explains every field of a row, and what was closed before the law was in force', () => {
    const { stdout } = samsyn([...asked, '--row', 'M35']);
    expect(stdout.match(/^\w+\.\w+: /gm)).toHaveLength(5);
    expect(stdout).toContain('StructuredRiskAssessment.items: CLOSED (stängt) NEVER');
    const feedback = ['policy', 'explain', '--role', 'school.mentor', '--purpose', 'CONCERN_REPORT', '--row', 'M24'];
    expect(samsyn([...feedback, '--at', '2026-01-14']).stdout).toContain('ConcernReport.preAssessment: CLOSED');
    expect(samsyn([...feedback, '--at', '2026-01-15']).stdout).toContain('ConcernReport.preAssessment: TURNS ON FACTS');
  });

  it.each([
    [['policy', 'explain', '--purpose', 'SIG'], '--role must be one of'],
    [['policy', 'explain', '--role', 'school.mentor', '--purpose', 'FUN'], '--purpose must be one of'],
    [asked, 'either --coordinate'],
    [[...asked, '--row', 'M99'], '--row names no row'],
    [[...asked, '--row', 'M09'], 'M09 (Criminal record) is nowhere in the graph.'],
    [[...asked, '--coordinate', '17'], '--coordinate must be as Type.field.'],
  ])('refuses %j', (args, message) => {
    const { status, stdout, stderr } = samsyn(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});
