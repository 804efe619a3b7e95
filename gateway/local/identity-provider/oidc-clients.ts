/** The audience of every access token: the graph. */
export const GRAPH_AUDIENCE = 'urn:samsyn:graph';

/** The explorer's client: a page in a browser, which can keep no secret. */
export const EXPLORER_CLIENT_ID = 'samsyn-explorer';

/** The command line's client: a native application, sent back to a loopback address that nothing needs to listen on. */
export const CLI_CLIENT = { id: 'samsyn-cli', redirectUri: 'http://127.0.0.1/signed-in' } as const;
