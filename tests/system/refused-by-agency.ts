import { expect } from 'vitest';
import { callAgency, personAs, type AgencyCall, type AgencyReply } from './at-the-agency.ts';
import { expectNothingInside } from './leaks.ts';

/** Expects that the agency refuses with that status and code, and tells nothing of any person nor of its inside. */
export async function expectRefusedByAgency(
  call: AgencyCall | Promise<AgencyCall>,
  status: number,
  code: string,
): Promise<AgencyReply> {
  const reply = await callAgency(await call);
  expect(reply.body.errors?.map(({ extensions }) => extensions?.['code'])).toEqual([code]);
  expect(reply.status).toBe(status);
  expect(reply.body.data).toBeUndefined();
  const persons = [personAs('knownToAll'), personAs('onlyPolice')];
  expectNothingInside(reply.text, ...persons.flatMap(({ name, number }) => [name, number]));
  return reply;
}
