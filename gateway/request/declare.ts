import { SamsynError } from '../../schema/error-catalogue.ts';
import { isCaseNumber, isPurpose } from '../../schema/purpose.ts';
import type { Role } from '../../schema/role.ts';
import { openPurposes } from '../../policies/open-purposes.ts';
import type { PolicySet } from '../../policies/policy-set.ts';
import type { Declaration } from '../federation/execution-context.ts';

/** The two headers in which an asker says why. */
export interface DeclarationHeaders {
  readonly purpose: string | undefined;
  readonly caseNumber: string | undefined;
}

/**
 * Reads for what purpose and in which case somebody asks; null when nothing is declared.
 * @throws SamsynError PURPOSE_UNKNOWN, PURPOSE_NOT_FOR_ROLE, CASE_MISSING, CASE_MALFORMED
 */
export function declare(headers: DeclarationHeaders, role: Role, policySet: PolicySet): Declaration | null {
  const text = headers.purpose?.trim() ?? '';
  if (text === '') return null;
  const open = openPurposes(role, policySet).map(({ purpose }) => purpose);
  if (!isPurpose(text)) throw new SamsynError('PURPOSE_UNKNOWN', { purposes: open.join(', ') });
  if (!open.includes(text)) throw new SamsynError('PURPOSE_NOT_FOR_ROLE', { purposes: open.join(', ') });
  const caseNumber = readCaseNumber(headers.caseNumber);
  if (caseNumber === null && policySet.purposes.get(text)?.needsCase !== false) {
    throw new SamsynError('CASE_MISSING', { purpose: text });
  }
  return { purpose: text, caseNumber };
}

function readCaseNumber(header: string | undefined): string | null {
  const text = header?.trim() ?? '';
  if (text === '') return null;
  if (!isCaseNumber(text)) throw new SamsynError('CASE_MALFORMED', {});
  return text;
}
