/**
 * @typedef {import('./browser-types.d.ts').Access} Access
 * @typedef {import('./browser-types.d.ts').Answer} Answer
 */

/**
 * Asks the graph, stating who asks, why and in which case. Never throws: what went wrong comes as an error in the body.
 * @param {{ query: string, variables?: unknown, operationName?: string | null | undefined }} question
 * @param {Access} access
 * @returns {Promise<Answer>}
 */
export async function askGraph(question, access) {
  const started = performance.now();
  try {
    const response = await fetch('/graphql', {
      method: 'POST',
      headers: headersFor(access),
      body: JSON.stringify(question),
      credentials: 'omit',
      cache: 'no-store',
    });
    return {
      status: response.status,
      milliseconds: Math.round(performance.now() - started),
      body: await response.json(),
    };
  } catch (error) {
    const message =
      error instanceof TypeError
        ? 'The gateway does not answer: is it running?'
        : 'The gateway did not answer in JSON.';
    return { status: 0, milliseconds: Math.round(performance.now() - started), body: { errors: [{ message }] } };
  }
}

/** @param {Access} access */
function headersFor(access) {
  const headers = new Headers({
    'content-type': 'application/json',
    accept: 'application/graphql-response+json, application/json',
  });
  if (access.token !== null) headers.set('Authorization', `Bearer ${access.token}`);
  if (access.purpose !== '') headers.set('Samsyn-Purpose', access.purpose);
  if (access.caseNumber.trim() !== '') headers.set('Samsyn-Case', access.caseNumber.trim());
  return headers;
}
