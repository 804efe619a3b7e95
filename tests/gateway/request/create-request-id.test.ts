import { describe, expect, it } from 'vitest';
import { createRequestId } from '../../../gateway/request/create-request-id.ts';
import { maskPersonalIdentityNumbers } from '../../../schema/personal-identity-number.ts';

describe('the id of a request', () => {
  it('is its own each time, and never looks like a personal identity number, so that logs keep it', () => {
    const ids = Array.from({ length: 20_000 }, createRequestId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-p]{32}$/.test(id) || maskPersonalIdentityNumbers(id) !== id)).toEqual([]);
  });
});
