import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JoinedLists } from '../../../gateway/federation/joined-lists.ts';

const text = fc.constantFrom('a', 'b', 'ab', 'å', 'c');
const lists = fc.array(fc.array(text, { maxLength: 4 }), { maxLength: 4 });

describe('lists that are joined', () => {
  it('hold what was in each of them, once and sorted, whatever was joined before them', () => {
    fc.assert(
      fc.property(fc.array(lists, { maxLength: 30 }), (persons) => {
        const none = new JoinedLists();
        for (const given of persons) {
          const joined = given.reduce((known, list) => known.join(list), none);
          expect(joined.sorted).toEqual([...new Set(given.flat())].sort());
        }
      }),
    );
  });

  it('are one list where the same was joined', () => {
    const none = new JoinedLists();
    const [one, other] = [1, 2].map(() => none.join(['b']).join(['a', 'b']).sorted);
    expect(one).toEqual(['a', 'b']);
    expect(other).toBe(one);
  });
});
