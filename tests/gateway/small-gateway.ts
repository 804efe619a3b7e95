import Fastify, { type FastifyInstance } from 'fastify';
import { buildSchema, graphql } from 'graphql';
import { createRemoteJWKSet, jwtVerify, type JWTPayload } from 'jose';
import { registerBrowserFiles } from '../../gateway/browser/register-browser-files.ts';
import { registerExplorer } from '../../gateway/explorer/register-explorer.ts';
import { SamsynError } from '../../schema/error-catalogue.ts';
import { isRole, ROLE_TITLES } from '../../schema/role.ts';

/** Of the published test series. */
export const EXAMPLE_NUMBER = '200901012385';

export interface Asked {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly variables: unknown;
}

/** A graph as small as will do: it knows the token's owner, and withholds one field of a person. */
const SCHEMA = buildSchema(`
  type Me { role: String, roleTitle: String, agency: String, workplace: String, purposes: [OpenPurpose!] }
  type OpenPurpose { purpose: String, swedish: String, needsCase: Boolean }
  type Individual { ref: ID, police: PoliceRecord }
  type PoliceRecord { isKnown: Boolean }
  type Query { me: Me, individual(personalIdentityNumber: String!): Individual }
`);

const PERSON_QUERY =
  'query($number: String!) { individual(personalIdentityNumber: $number) { ref police { isKnown } } }';

const WITHHELD = {
  path: ['individual', 'socialtjanst', 'treatmentNotes'],
  coordinate: 'SocialRecord.treatmentNotes',
  code: 'GROUND_NEEDED',
  ground: 'consent',
  openableBy: [{ ground: 'consent', laws: ['OSL 10:1'] }],
};

/** Serves the explorer before a small graph that verifies tokens, and tells what it was asked. */
export function createSmallGateway(issuer: string, onAsked: (asked: Asked) => void): FastifyInstance {
  const app = Fastify();
  const keys = createRemoteJWKSet(new URL(`${issuer}/jwks`));
  app.setErrorHandler((error, _, reply) =>
    reply.status(error instanceof SamsynError ? error.status : 500).send({ errors: [{ message: String(error) }] }),
  );
  registerBrowserFiles(app);
  registerExplorer(app, { issuer, clientId: 'samsyn-explorer', exampleNumber: EXAMPLE_NUMBER });
  app.post<{ Body: { query: string; variables?: Record<string, unknown> } }>('/graphql', async (request, reply) => {
    const token = (request.headers.authorization ?? '').replace('Bearer ', '');
    const { payload } = await jwtVerify(token, keys, { issuer, audience: 'urn:samsyn:graph' });
    const { query, variables = {} } = request.body;
    onAsked({ headers: request.headers, variables });
    const isOfPerson = query.includes('BeforeTheMeeting');
    const source = isOfPerson ? PERSON_QUERY : query;
    const result = await graphql({ schema: SCHEMA, source, variableValues: variables, rootValue: rootFor(payload) });
    const extensions = isOfPerson ? { withheld: [WITHHELD, WITHHELD] } : {};
    return reply.status(result.data === undefined ? 400 : 200).send({ ...result, extensions });
  });
  return app;
}

function rootFor(payload: JWTPayload) {
  const purposes = [
    { purpose: 'SIG', swedish: 'Social insatsgrupp', needsCase: true },
    { purpose: 'OWN_AGENCY', swedish: 'Den egna myndighetens ärende', needsCase: false },
  ];
  const role = String(payload['samsyn_role']);
  const { samsyn_agency: agency, samsyn_workplace: workplace } = payload;
  return {
    me: { role, roleTitle: isRole(role) ? ROLE_TITLES[role] : role, agency, workplace, purposes },
    individual: { ref: `r1_${'A'.repeat(43)}`, police: { isKnown: true } },
  };
}
