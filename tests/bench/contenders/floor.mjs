import { createServer } from 'node:http';
import { Pool } from 'undici';

/** No GraphQL at all: the same three questions, sent over kept-alive connections, and put together by hand. Set as the others. */
const questions = JSON.parse(process.env.QUESTIONS ?? '{}');
const urls = JSON.parse(process.env.AGENCY_URLS ?? '{}');
const agencies = Object.entries(questions).map(([name, query]) => {
  const { origin, pathname } = new URL(urls[name]);
  return { name, query, path: pathname, pool: new Pool(origin, { connections: 64 }) };
});
const headers = { 'content-type': 'application/json' };
createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  if (request.method === 'GET') return void response.end('{}');
  const { refs } = JSON.parse(Buffer.concat(chunks).toString()).variables;
  const representations = refs.map((ref) => ({ __typename: 'Individual', ref }));
  const answers = await Promise.all(
    agencies.map(async ({ query, path, pool }) => {
      const body = JSON.stringify({ query, variables: { representations } });
      const answer = await pool.request({ path, method: 'POST', headers, body });
      return (await answer.body.json()).data._entities;
    }),
  );
  const individuals = refs.map((ref, at) => {
    const person = { ref };
    agencies.forEach(({ name }, which) => (person[name] = answers[which][at][name]));
    return person;
  });
  response.setHeader('content-type', 'application/json').end(JSON.stringify({ data: { individuals } }));
}).listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
process.on('disconnect', () => process.exit(0));
