import type { TokenIssuer } from '../../policies/requester.ts';
import type { Words } from './forge.ts';

/** What the tokens of these tests say, and when. */
export const NOW = new Date('2026-03-01T12:00:00.900Z');
export const NOW_SECONDS = Date.UTC(2026, 2, 1, 12) / 1000;
export const ISSUER = 'https://login.polisen.example/';
export const CLAIMS: Words = {
  iss: ISSUER,
  aud: 'urn:samsyn:graph',
  sub: 'staff-7',
  iat: NOW_SECONDS,
  exp: NOW_SECONDS + 3600,
  samsyn_role: 'police.investigator',
  samsyn_agency: 'police',
};

/** The issuer of these tokens, whose keys are at that URL. */
export const issuerAt = (jwksUri: string, changes: Partial<TokenIssuer> = {}): TokenIssuer => ({
  issuer: ISSUER,
  jwksUri,
  audience: 'urn:samsyn:graph',
  algorithms: ['ES256'],
  agencies: ['police', 'school'],
  ...changes,
});

export const at = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);
