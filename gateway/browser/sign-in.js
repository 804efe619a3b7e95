import { keepForTab, readForTab } from './tab-storage.js';

/** @typedef {import('./browser-types.d.ts').SignInSettings} SignInSettings */

const EXPIRY_MARGIN_SECONDS = 10;

/**
 * Sends the browser to the issuer (authorization code with PKCE). `prompt=login`: who signs in anew says anew who it is.
 * @param {SignInSettings} settings
 */
export async function startSignIn(settings) {
  const { authorization_endpoint: endpoint } = await discover(settings.issuer);
  const verifier = randomText();
  const state = randomText();
  keepForTab('sign-in', JSON.stringify({ verifier, state }));
  const url = new URL(endpoint);
  url.search = new URLSearchParams({
    client_id: settings.clientId,
    redirect_uri: redirectUri(),
    response_type: 'code',
    scope: 'openid',
    prompt: 'login',
    state,
    code_challenge: await challengeOf(verifier),
    code_challenge_method: 'S256',
  }).toString();
  location.assign(url);
}

/**
 * Completes a sign-in when the issuer has just sent the browser back, and clears the address.
 * @param {SignInSettings} settings
 * @returns {Promise<string | null>} what went wrong, in a sentence
 */
export async function finishSignIn(settings) {
  const answer = new URLSearchParams(location.search);
  if (!answer.has('code') && !answer.has('error')) return null;
  history.replaceState(null, '', location.pathname);
  const pending = JSON.parse(readForTab('sign-in') || '{}');
  keepForTab('sign-in', '');
  if (answer.has('error')) return `The sign-in was refused: ${answer.get('error_description') ?? answer.get('error')}.`;
  if (pending.state !== answer.get('state') || (answer.get('iss') ?? settings.issuer) !== settings.issuer) {
    return 'That answer belongs to another sign-in: sign in again.';
  }
  const { token_endpoint: endpoint } = await discover(settings.issuer);
  const response = await fetch(endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: settings.clientId,
      redirect_uri: redirectUri(),
      code: answer.get('code') ?? '',
      code_verifier: pending.verifier,
    }),
  });
  const body = await response.json();
  if (!response.ok) return `The sign-in did not work: ${body.error_description ?? body.error}. Sign in again.`;
  keepForTab('token', body.access_token);
  return null;
}

/**
 * The token of whoever is signed in; null when nobody is, or it has expired.
 * @param {number} now milliseconds since 1970
 */
export function currentToken(now) {
  const token = readForTab('token');
  if (token === '') return null;
  const { exp } = JSON.parse(atob((token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')));
  return exp - EXPIRY_MARGIN_SECONDS > now / 1000 ? token : null;
}

/** Forgets the token. */
export function signOut() {
  keepForTab('token', '');
}

/**
 * @param {string} issuer
 * @returns {Promise<{ authorization_endpoint: string, token_endpoint: string }>}
 */
async function discover(issuer) {
  const response = await fetch(`${issuer}/.well-known/openid-configuration`).catch(() => null);
  if (response === null || !response.ok)
    throw new Error(`The identity provider at ${issuer} does not answer: is it running?`);
  return response.json();
}

/** Back to the page that one signs in from. */
function redirectUri() {
  return `${location.origin}${location.pathname}`;
}

function randomText() {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

/** @param {string} verifier */
async function challengeOf(verifier) {
  return base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))));
}

/** @param {Uint8Array} bytes */
function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
