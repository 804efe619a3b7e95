/**
 * By which an agency that contributes tokens shows the gateway, which has no key of them, that its own is the others' too: with two keys
 * nobody would be found in two registers, and the figures would be wrong without a sign.
 */
export const TOKEN_KEY_HEADER = 'samsyn-token-key';
