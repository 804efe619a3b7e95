import type { AGENCY_HEADERS } from '../../../policies/receipt.ts';

type HeaderName = 'authorization' | 'content-type' | (typeof AGENCY_HEADERS)[keyof typeof AGENCY_HEADERS];

/** What goes with every call to an agency. */
export type AgencyHeaders = Readonly<Record<HeaderName, string>>;

/** The headers of a call, name by name, since it is made for each: computed names and spreads take V8's slow way. */
export function agencyHeaders(
  { authorization, requestId }: { readonly authorization: string; readonly requestId: string },
  receipt: string,
): AgencyHeaders {
  return {
    authorization,
    'content-type': 'application/json',
    'samsyn-receipt': receipt,
    'samsyn-request-id': requestId,
  };
}
