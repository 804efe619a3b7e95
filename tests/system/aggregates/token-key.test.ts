import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { agencyOfMeasure } from '../../../schema/measure.ts';
import { askContribution, definitionOf, readContribution, type ContributionReply } from './ask-contribution.ts';

/** What each agency of a definition shows in one run, by the one after the other. */
async function repliesOf(id: string): Promise<readonly ContributionReply[]> {
  const runId = randomUUID();
  const agencies = definitionOf(id).sources.map(({ measure }) => agencyOfMeasure(measure));
  return Promise.all(agencies.map((agency) => askContribution({ agency, definition: id, runId })));
}

const signsOf = (replies: readonly ContributionReply[]): readonly (string | null)[] => [
  ...new Set(replies.map(({ keyCheck }) => keyCheck)),
];

describe('that the agencies of a run make their tokens with one key', () => {
  it('they show by one sign, which is new in each run and nobody’s token', async () => {
    const first = await repliesOf('incidents-and-absence');
    const second = await repliesOf('incidents-and-absence');
    const signs = [...signsOf(first), ...signsOf(second)];
    expect(signs).toEqual([expect.stringMatching(/^[0-9a-f]{16}$/), expect.stringMatching(/^[0-9a-f]{16}$/)]);
    expect(signs[0]).not.toBe(signs[1]);
    const tokens = [...first, ...second].flatMap((reply) => readContribution(reply).rows.map(([token]) => token));
    expect(tokens.filter((token) => signs.includes(token ?? null))).toEqual([]);
  });

  it('nobody shows who sends counts', async () => {
    expect(signsOf(await repliesOf('investigation-time'))).toEqual([null]);
  });
});
