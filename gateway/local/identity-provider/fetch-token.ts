import { createHash, randomBytes } from 'node:crypto';
import { DEMO_STAFF } from '../../../schema/demo-staff.ts';
import { CLI_CLIENT } from './oidc-clients.ts';

const MOST_REDIRECTS = 8;

export interface TokenRequest {
  /** The development identity provider, e.g. `http://127.0.0.1:4010`. */
  readonly issuer: string;
  /** One of the invented staff, e.g. `youth`. */
  readonly username: string;
}

/**
 * Signs an invented person in as a browser would (authorization code with PKCE) and returns the access token.
 * @throws Error, one sentence, for an unknown person and for a provider that does not answer
 */
export async function fetchToken({ issuer, username }: TokenRequest): Promise<string> {
  if (!DEMO_STAFF.some((staff) => staff.username === username)) {
    throw new Error(`there is no "${username}": choose one of ${DEMO_STAFF.map((staff) => staff.username).join(', ')}`);
  }
  const { authorizationEndpoint, tokenEndpoint } = await discover(issuer);
  const verifier = randomBytes(32).toString('base64url');
  const state = randomBytes(16).toString('base64url');
  const returned = await signIn(authorizationUrl(authorizationEndpoint, { verifier, state }), username);
  if (returned.searchParams.get('state') !== state)
    throw new Error('the identity provider answered another sign-in: try again');
  const code = returned.searchParams.get('code');
  if (code === null)
    throw new Error(`the identity provider refused: ${returned.searchParams.get('error') ?? 'no code'}`);
  return exchange(tokenEndpoint, { code, verifier });
}

async function discover(issuer: string) {
  const response = await fetch(`${issuer}/.well-known/openid-configuration`).catch(() => null);
  if (response?.ok !== true) {
    throw new Error(`no identity provider answers at ${issuer}: start the system with \`npm start\` and try again`);
  }
  const metadata = (await response.json()) as Readonly<Record<string, string>>;
  return {
    authorizationEndpoint: metadata['authorization_endpoint'] ?? '',
    tokenEndpoint: metadata['token_endpoint'] ?? '',
  };
}

function authorizationUrl(endpoint: string, secrets: { readonly verifier: string; readonly state: string }): URL {
  const url = new URL(endpoint);
  url.search = new URLSearchParams({
    client_id: CLI_CLIENT.id,
    redirect_uri: CLI_CLIENT.redirectUri,
    response_type: 'code',
    scope: 'openid',
    state: secrets.state,
    code_challenge: createHash('sha256').update(secrets.verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();
  return url;
}

/** Walks from page to page with the cookies that a browser would keep, until it is sent back to the client. */
async function signIn(start: URL, username: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let next = start;
  let form: URLSearchParams | null = null;
  for (let step = 0; step < MOST_REDIRECTS; step += 1) {
    const response = await visit(next, form, cookies);
    const location = response.headers.get('location');
    form = null;
    if (location === null) {
      if (response.status !== 200) throw new Error(`the identity provider answered ${response.status}`);
      form = new URLSearchParams({ username });
      continue;
    }
    next = new URL(location, next);
    if (next.href.startsWith(CLI_CLIENT.redirectUri)) return next;
  }
  throw new Error('the identity provider did not finish the sign-in');
}

async function visit(url: URL, form: URLSearchParams | null, cookies: Map<string, string>): Promise<Response> {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await fetch(url, {
    redirect: 'manual',
    headers: { cookie },
    ...(form === null ? {} : { method: 'POST', body: form }),
  });
  for (const line of response.headers.getSetCookie()) {
    const [pair = ''] = line.split(';');
    const equals = pair.indexOf('=');
    cookies.set(pair.slice(0, equals), pair.slice(equals + 1));
  }
  return response;
}

async function exchange(
  endpoint: string,
  proof: { readonly code: string; readonly verifier: string },
): Promise<string> {
  const response = await fetch(endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: CLI_CLIENT.id,
      redirect_uri: CLI_CLIENT.redirectUri,
      code: proof.code,
      code_verifier: proof.verifier,
    }),
  });
  const body = (await response.json()) as Readonly<Record<string, string>>;
  const token = body['access_token'];
  if (token === undefined)
    throw new Error(`the identity provider gave no token: ${body['error_description'] ?? response.status}`);
  return token;
}
