import { defineSign } from '../platform/define-table.ts';

/** What the register tells of a consent to who may read it (M43). */
export const CONSENT_RECORD = defineSign('consent_entry', {
  publicId: 'text',
  holders: 'text[]?',
  recipients: 'text[]?',
  fieldGroups: 'text[]?',
  purpose: 'text?',
  from: 'date?',
  to: 'date?',
  form: 'text?',
});

/** That a consent was given, and nothing more. */
export const CONSENT_SIGN = defineSign('consent_sign', { publicId: 'text' });

export const CONSENT_VIEWS = [CONSENT_RECORD, CONSENT_SIGN] as const;
