import { randomBytes } from 'node:crypto';
import { Provider, type Configuration, type Grant, type KoaContextWithOIDC } from 'oidc-provider';
import { DEMO_STAFF, type DemoStaff } from '../../../schema/demo-staff.ts';
import { CLI_CLIENT, EXPLORER_CLIENT_ID, GRAPH_AUDIENCE } from './oidc-clients.ts';
import { renderErrorPage } from './render-error-page.ts';
import type { IdentityProviderSettings } from './read-settings.ts';

/** A working day, so that nobody is signed out in the middle of trying things. */
const ACCESS_TOKEN_SECONDS = 8 * 3600;
const SIGN_IN_SECONDS = 15 * 60;

/** Makes the OpenID Connect provider: authorization code with PKCE, public clients, signed JWT access tokens for the graph. */
export function createProvider(settings: IdentityProviderSettings): Provider {
  const provider: Provider = new Provider(settings.ISSUER, {
    clients: [
      client(EXPLORER_CLIENT_ID, 'web', settings.REDIRECT_URIS),
      client(CLI_CLIENT.id, 'native', [CLI_CLIENT.redirectUri]),
    ],
    jwks: keysOf(settings),
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    scopes: ['openid'],
    claims: { openid: ['sub'] },
    pkce: { required: () => true },
    findAccount: (_, id) => (staffOf(id) === undefined ? undefined : { accountId: id, claims: () => ({ sub: id }) }),
    extraTokenClaims: (_, token) => claimsOf('accountId' in token ? staffOf(token.accountId) : undefined),
    loadExistingGrant: (context) => grantAll(provider, context),
    clientBasedCORS: (_, origin, { redirectUris }) =>
      (redirectUris ?? []).some((uri) => new URL(uri).origin === origin),
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    renderError: (context, error) => {
      context.type = 'html';
      context.body = renderErrorPage(error);
    },
    ttl: {
      AuthorizationCode: 60,
      IdToken: SIGN_IN_SECONDS,
      Interaction: SIGN_IN_SECONDS,
      Session: ACCESS_TOKEN_SECONDS,
      Grant: ACCESS_TOKEN_SECONDS,
    },
    features: features(),
  });
  return provider;
}

function keysOf(settings: IdentityProviderSettings): NonNullable<Configuration['jwks']> {
  const keys = settings.SIGNING_KEYS.keys.map((key) => ({ alg: 'ES256', use: 'sig', ...key }));
  return { keys };
}

function client(id: string, kind: 'web' | 'native', redirectUris: readonly string[]) {
  return {
    client_id: id,
    application_type: kind,
    redirect_uris: [...redirectUris],
    grant_types: ['authorization_code'],
    response_types: ['code' as const],
    token_endpoint_auth_method: 'none' as const,
    id_token_signed_response_alg: 'ES256' as const,
  };
}

function features(): NonNullable<Configuration['features']> {
  return {
    devInteractions: { enabled: false },
    userinfo: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => GRAPH_AUDIENCE,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        scope: '',
        audience: GRAPH_AUDIENCE,
        accessTokenFormat: 'jwt',
        accessTokenTTL: ACCESS_TOKEN_SECONDS,
        jwt: { sign: { alg: 'ES256' } },
      }),
    },
  };
}

/** Nobody is asked to consent: what a role may see is decided by the holders, not by a scope. */
async function grantAll(provider: Provider, context: KoaContextWithOIDC): Promise<Grant | undefined> {
  const { client: asking, session } = context.oidc;
  if (asking === undefined || session?.accountId === undefined) return undefined;
  const grant = new provider.Grant({ clientId: asking.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid');
  await grant.save();
  return grant;
}

function staffOf(subject: string): DemoStaff | undefined {
  return DEMO_STAFF.find((staff) => staff.subject === subject);
}

function claimsOf(staff: DemoStaff | undefined): Record<string, string> | undefined {
  if (staff === undefined) return undefined;
  return { samsyn_role: staff.role, samsyn_agency: staff.agency, samsyn_workplace: staff.workplace };
}
