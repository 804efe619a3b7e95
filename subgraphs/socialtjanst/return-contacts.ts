import { z } from 'zod';
import type { FunctionContact } from '../platform/function-contact.type.ts';

const returnContact = z.object({
  agency: z.string().nullable(),
  function: z.string(),
  phone: z.string(),
  email: z.string(),
});

/** A function that prepares a return, as `placement.return_contacts` holds it. */
export type ReturnContact = Readonly<z.infer<typeof returnContact>>;

/**
 * Reads the functions of a return plan from their column.
 * @throws ZodError when it holds anything else
 */
export function parseReturnContacts(column: unknown): readonly FunctionContact[] {
  return z
    .array(returnContact)
    .parse(column)
    .map((contact) => ({ ...contact, area: null, school: null, hours: null }));
}
