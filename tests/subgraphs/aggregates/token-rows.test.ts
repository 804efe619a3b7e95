import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TokenRows } from '../../../subgraphs/platform/aggregates/token-rows.ts';

function linesOf(rows: TokenRows): readonly string[] {
  const text = [...rows.lines((combination) => `,${combination}`)].join('');
  return text.split('\n').slice(0, -1);
}

function filled(items: readonly (readonly [bigint, number])[]): TokenRows {
  const rows = new TokenRows();
  const token = Buffer.alloc(8);
  for (const [value, combination] of items) {
    token.writeBigUInt64BE(value);
    rows.add(token, combination);
  }
  return rows;
}

describe('rows of tokens', () => {
  it('come by token, and those of one token by combination, whatever the order in which they were added', () => {
    const item = fc.tuple(fc.oneof(fc.bigInt(0n, 2n ** 64n - 1n), fc.bigInt(0n, 9n)), fc.nat(200_000));
    fc.assert(
      fc.property(fc.array(item, { maxLength: 200 }), (items) => {
        const expected = items
          .toSorted(([one, first], [other, second]) => (one === other ? first - second : one < other ? -1 : 1))
          .map(([value, combination]) => `${value.toString(16).padStart(16, '0')},${combination}`);
        expect(linesOf(filled(items))).toEqual(expected);
      }),
    );
  });

  it('keep each of many, past every size at which they make room', () => {
    const rows = new TokenRows();
    for (let at = 0; at < 20_000; at += 1) rows.add(randomBytes(8), at);
    const lines = linesOf(rows);
    expect(rows.size).toBe(20_000);
    expect(lines).toEqual(lines.toSorted());
    expect(new Set(lines.map((line) => Number(line.split(',')[1]))).size).toBe(20_000);
  });

  it('are none of none', () => {
    expect(linesOf(new TokenRows())).toEqual([]);
  });
});
