import { describe, expect, it } from 'vitest';
import { listDisclosures, type AnsweredOperation } from '../../../gateway/request/list-disclosures.ts';
import type { ShapeField } from '../../../gateway/request/response-shape.ts';

function field(
  coordinate: string,
  children: readonly ShapeField[] | null = null,
  typeName: string | null = null,
): ShapeField {
  const key = coordinate.split('.')[1] ?? '';
  return { key, coordinate, state: 'open', alternatives: [[]], onTypes: null, children, typeName, reason: null };
}

const INCIDENTS = field('PoliceRecord.incidents', [field('PoliceIncident.narrative')]);
const POLICE = field('Individual.police', [field('PoliceRecord.isKnown'), INCIDENTS]);
const SCHOOL = field('Individual.school', [field('SchoolRecord.grades')]);
const SHAPE = [field('Query.individuals', [POLICE, SCHOOL], 'Individual')];

const answered = (rest: Partial<AnsweredOperation>): AnsweredOperation => ({
  shape: SHAPE,
  data: { individuals: [{ samsynRef: 'a' }, { samsynRef: 'b' }] },
  variables: {},
  withheld: [],
  missing: [],
  ...rest,
});

describe('what is recorded of each person', () => {
  it('keeps what one was told of apart from what another was refused', () => {
    const reason = {
      coordinate: 'PoliceRecord.incidents',
      code: 'ASSIGNMENT_NEEDED',
      ground: 'own',
      openableBy: [],
    } as const;
    const path = ['individuals', 1, 'police', 'incidents'];
    const [a, b] = listDisclosures(answered({ withheld: [{ path, ...reason }] }));
    expect(a?.released).toEqual(expect.arrayContaining(['PoliceRecord.incidents', 'PoliceIncident.narrative']));
    expect(a?.withheld).toEqual([]);
    expect(b?.withheld).toEqual(['PoliceRecord.incidents ASSIGNMENT_NEEDED']);
    expect(b?.released).not.toContain('PoliceRecord.incidents');
    expect(b?.released).not.toContain('PoliceIncident.narrative');
    expect(b?.released).toContain('PoliceRecord.isKnown');
  });

  const refused = (...path: readonly string[]): AnsweredOperation['withheld'] => [
    {
      path: ['individuals', 0, 'police', ...path],
      coordinate: 'PoliceIncident.narrative',
      code: 'ASSIGNMENT_NEEDED',
      ground: 'own',
      openableBy: [],
    },
  ];
  const incidents = (...narratives: readonly (string | null)[]): AnsweredOperation['data'] => ({
    individuals: [{ samsynRef: 'a', police: { incidents: narratives.map((narrative) => ({ narrative })) } }],
  });

  it('counts as told, too, what an agency refused in one entry of a list and told in another', () => {
    const withheld = refused('incidents', 'narrative');
    const [a] = listDisclosures(answered({ withheld, data: incidents(null, 'told') }));
    expect(a?.withheld).toEqual(['PoliceIncident.narrative ASSIGNMENT_NEEDED']);
    expect(a?.released).toContain('PoliceIncident.narrative');
    const [none] = listDisclosures(answered({ withheld, data: incidents(null, null) }));
    expect(none?.released).not.toContain('PoliceIncident.narrative');
  });

  it('counts as told what an agency sends though it says that it refuses it', () => {
    const withheld = refused();
    const [a] = listDisclosures(answered({ withheld, data: incidents('told') }));
    expect(a?.released).toEqual(expect.arrayContaining(['Individual.police', 'PoliceIncident.narrative']));
  });

  it('counts nothing as told by an agency that did not answer', () => {
    const [a] = listDisclosures(answered({ missing: ['school'] }));
    expect(a?.released).toContain('PoliceRecord.isKnown');
    expect(a?.released.filter((coordinate) => /school/i.test(coordinate))).toEqual([]);
  });

  it('counts what an agency told that is missing in another part, such as a service that it has beside its graph', () => {
    const told = { samsynRef: 'a', police: { isKnown: true }, school: { grades: [] } };
    const [a] = listDisclosures(answered({ data: { individuals: [told] }, missing: ['school'] }));
    expect(a?.released).toContain('SchoolRecord.grades');
  });

  it('tells persons apart by what an agency that is missing in part has told of each', () => {
    const told = { police: {}, school: { grades: [] } };
    const individuals = [
      { samsynRef: 'a', ...told },
      { samsynRef: 'b', police: {}, school: null },
      { samsynRef: 'c', ...told },
    ];
    const [a, b, c] = listDisclosures(answered({ data: { individuals }, missing: ['school'] }));
    expect(a?.released).toContain('SchoolRecord.grades');
    expect(b?.released).not.toContain('SchoolRecord.grades');
    expect(c?.released).toBe(a?.released);
  });

  it('lets nothing leave when a person has lost the ref', () => {
    expect(() => listDisclosures(answered({ data: { individuals: [{ police: { isKnown: true } }] } }))).toThrow(
      expect.objectContaining({ code: 'INTERNAL' }) as Error,
    );
  });
});
