import { describe, expect, it } from 'vitest';
import { askOf, personIn, withheldIn } from './ask-shape.ts';

describe('@skip and @include', () => {
  it('with a literal take a field away without a word, and open nothing', async () => {
    const answer = await askOf({
      of: 'police { incidents @include(if: false) { type } x: incidents @skip(if: true) { type } y: incidents @include(if: true) { type } z: incidents @skip(if: false) @include(if: true) { type } seriousTalks @include(if: false) { plannedFor } }',
    });
    expect(personIn(answer)).toEqual({ police: { y: null, z: null } });
    expect(withheldIn(answer)).toEqual([
      'individual.police.y = PoliceRecord.incidents',
      'individual.police.z = PoliceRecord.incidents',
    ]);
  });

  it.each([
    { on: true, keys: ['incidents', 'seriousTalks'] },
    { on: false, keys: ['isKnown'] },
  ])('with a variable that is $on follow it, for what is open and what is closed alike', async ({ on, keys }) => {
    const of =
      'police { incidents @include(if: $on) { type } ... @include(if: $on) { seriousTalks { plannedFor } } isKnown @skip(if: $on) }';
    const answer = await askOf({ of, parameters: ', $on: Boolean!', variables: { on } });
    const police = personIn(answer)['police'] ?? {};
    expect(Object.keys(police)).toEqual(keys);
    expect(police['incidents'] ?? null).toBeNull();
    expect(withheldIn(answer)).toEqual(
      on
        ? ['individual.police.incidents = PoliceRecord.incidents']
        : ['individual.police.isKnown = PoliceRecord.isKnown'],
    );
  });

  it('follow the default of a variable that is not given', async () => {
    const of =
      'police { incidents @include(if: $yes) { type } x: incidents @skip(if: $yes) { type } seriousTalks @skip(if: $yes) { heldAt } }';
    const answer = await askOf({ of, parameters: ', $yes: Boolean! = true' });
    expect(personIn(answer)).toEqual({ police: { incidents: null } });
    expect(withheldIn(answer)).toEqual(['individual.police.incidents = PoliceRecord.incidents']);
  });

  it('on one of two mentions leave the other, and its record, standing', async () => {
    const of = 'police @include(if: $on) { seriousTalks { plannedFor } } police { incidents { type } }';
    for (const on of [true, false]) {
      const answer = await askOf({ of, parameters: ', $on: Boolean!', variables: { on } });
      expect(Object.keys(personIn(answer)['police'] ?? {})).toEqual(on ? ['seriousTalks', 'incidents'] : ['incidents']);
      expect(withheldIn(answer)).toEqual(['individual.police.incidents = PoliceRecord.incidents']);
    }
  });

  it('never bring back a field by a variable that is null', async () => {
    const answer = await askOf({
      of: 'police { incidents @include(if: $maybe) { type } seriousTalks { heldAt } }',
      parameters: ', $maybe: Boolean = true',
      variables: { maybe: null },
    });
    expect(answer.text).not.toContain('"type"');
    expect(
      (answer.body.data?.['individual'] as Record<string, Record<string, unknown>> | null | undefined)?.['police']?.[
        'incidents'
      ] ?? null,
    ).toBeNull();
  });
});
