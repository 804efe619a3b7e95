import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { errors, type Provider } from 'oidc-provider';
import { DEMO_STAFF } from '../../../schema/demo-staff.ts';
import { renderErrorPage } from './render-error-page.ts';
import { renderLoginPage } from './render-login-page.ts';

const FORM_BYTES = 1024;

/** Answers the sign-in page: shows it on GET, signs the chosen person in on POST. */
export async function answerInteraction(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const { uid, params } = await provider.interactionDetails(request, response);
    const staff = request.method === 'POST' ? await chosenStaff(request) : undefined;
    if (staff === undefined) {
      const returnsTo = new URL(String(params['redirect_uri'])).origin;
      const page = renderLoginPage({ interaction: uid, returnsTo, nonce: randomBytes(16).toString('base64url') });
      response.writeHead(200, page.headers).end(page.html);
      return;
    }
    await provider.interactionFinished(request, response, { login: { accountId: staff.subject }, consent: {} });
  } catch (error) {
    if (!(error instanceof errors.OIDCProviderError)) throw error;
    response.writeHead(error.statusCode, { 'content-type': 'text/html; charset=utf-8' });
    response.end(renderErrorPage(error));
  }
}

async function chosenStaff(request: IncomingMessage) {
  let form = '';
  for await (const chunk of request) {
    form += String(chunk);
    if (form.length > FORM_BYTES) return undefined;
  }
  const username = new URLSearchParams(form).get('username');
  return DEMO_STAFF.find((person) => person.username === username);
}
