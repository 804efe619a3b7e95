/** Who sees to TLS, as the operator declares: a proxy before the process, or a mesh around all of them. */
export type TlsBy = 'proxy' | 'mesh' | undefined;

const LOOPBACK: readonly string[] = ['127.0.0.1', 'localhost', '::1', '[::1]'];
const PASSWORD_LENGTH = 16;
const DISTINCT_BYTES = 16;

/** What is set for every process, so far as it can be unsafe. */
export interface ProcessSettings {
  readonly LOG_LEVEL: string;
  readonly HOST: string;
  readonly TLS_BY?: TlsBy;
}

/** What makes a process's own settings unfit for real data. */
export function findUnsafeProcess({ LOG_LEVEL, HOST, TLS_BY }: ProcessSettings): readonly string[] {
  return [
    ...(LOG_LEVEL === 'debug' ? ['LOG_LEVEL=debug writes more than operations need'] : []),
    ...(LOOPBACK.includes(HOST) || TLS_BY !== undefined
      ? []
      : ['HOST is open to the network without TLS: say by TLS_BY=proxy or TLS_BY=mesh who sees to it']),
  ];
}

/** What makes the address of another process of the system unfit: tokens and data of persons go there. */
export function findUnsafeAddress(name: string, address: string, tlsBy: TlsBy): readonly string[] {
  if (new URL(address).protocol === 'https:' || tlsBy === 'mesh') return [];
  return [`${name} is not https: where a mesh encrypts it, say so by TLS_BY=mesh`];
}

/** What makes an issuer of tokens unfit: people sign in there by browser, whatever lies around this process. */
export function findUnsafeIssuer(name: string, issuer: string): readonly string[] {
  const { protocol, hostname } = new URL(issuer);
  if (LOOPBACK.includes(hostname)) return [`${name} is an identity provider of this computer, as in development`];
  return protocol === 'https:' ? [] : [`${name} is not https`];
}

/** What makes a database's login unfit. The password is never told. */
export function findUnsafeDatabase(name: string, address: string, tlsBy: TlsBy): readonly string[] {
  const query = new URL(address).searchParams;
  const isByTls = query.get('sslmode') === 'verify-full';
  return [
    ...(isOtherThanItSeems(query) ? [`${name} says who, where or how in its query: say it before the \`?\``] : []),
    ...findWeakPassword(name, address),
    ...(isOutside(address, tlsBy) && !isByTls
      ? [`${name} is reached without TLS: add sslmode=verify-full, or say TLS_BY=mesh`]
      : []),
  ];
}

/** Drivers let these, and the last of a name that is said twice, stand over what the address says. */
const SAID_BEFORE_THE_QUERY = /^(?:host|hostaddr|port|user|username|password|database|dbname|db|ssl|uselibpqcompat)$/i;

function isOtherThanItSeems(query: URLSearchParams): boolean {
  const names = [...query.keys()];
  return names.some((name) => SAID_BEFORE_THE_QUERY.test(name)) || new Set(names).size < names.length;
}

const TLS_STORES: readonly string[] = ['rediss:', 'valkeys:'];

/**
 * What makes the address of the shared store unfit. Who can write there opens whoever was shut out to the gateways that have their
 * record elsewhere, and can close everybody. A proxy before the gateway sees nothing of it. The password is never told.
 */
export function findUnsafeStore(name: string, address: string, tlsBy: TlsBy): readonly string[] {
  const isByTls = TLS_STORES.includes(new URL(address).protocol);
  return [
    ...findWeakPassword(name, address),
    ...(isOutside(address, tlsBy) && !isByTls
      ? [`${name} is reached without TLS: let it begin with rediss: or valkeys:, or say TLS_BY=mesh`]
      : []),
  ];
}

function findWeakPassword(name: string, address: string): readonly string[] {
  const { username, password } = new URL(address);
  const secret = decodeURIComponent(password);
  const isWeak = secret.length < PASSWORD_LENGTH || new Set(secret).size < PASSWORD_LENGTH / 2;
  const isUsual = secret.toLowerCase().includes(username.toLowerCase()) && username !== '';
  return isWeak || isUsual ? [`${name} has no password, or one that is short or usual`] : [];
}

/** Whether the way there leads over a network that nobody is said to encrypt. */
function isOutside(address: string, tlsBy: TlsBy): boolean {
  return !LOOPBACK.includes(new URL(address).hostname) && tlsBy !== 'mesh';
}

/** What makes a secret unfit that is long enough: one that somebody typed. */
export function findWeakKey(name: string, key: Buffer): readonly string[] {
  return new Set(key).size < DISTINCT_BYTES ? [`${name} is not random: make it from 32 random bytes`] : [];
}

/**
 * Refuses to start where real data could be with settings that are for trying things.
 * @throws Error naming everything at once
 */
export function requireSafe(nodeEnv: string, unsafe: readonly string[]): void {
  if (nodeEnv !== 'production' || unsafe.length === 0) return;
  throw new Error(`NODE_ENV=production refuses unsafe settings: ${unsafe.join('; ')}`);
}
