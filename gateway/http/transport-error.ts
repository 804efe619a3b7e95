import { SamsynError } from '../../schema/error-catalogue.ts';

/** What a client may know of an error that the HTTP layer raised, such as a body that is too large. */
export function transportError(error: unknown, bodyLimitBytes: number): SamsynError {
  switch (statusOf(error)) {
    case 413:
      return new SamsynError('BODY_TOO_LARGE', { limit: bodyLimitBytes });
    case 415:
      return new SamsynError('MEDIA_TYPE_UNSUPPORTED', {});
    case 400:
      return new SamsynError('BODY_MALFORMED', {});
    default:
      return new SamsynError('INTERNAL', {});
  }
}

/** Whether the fault is ours, and worth a line in the log. */
export function isBreakage(error: unknown): boolean {
  return !(error instanceof SamsynError) && statusOf(error) >= 500;
}

function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500;
  return typeof status === 'number' ? status : 500;
}
