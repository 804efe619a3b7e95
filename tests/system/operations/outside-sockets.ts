import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const TABLES = ['tcp', 'tcp6', 'udp', 'udp6'] as const;
const LISTENS = '0A';
const LOOPBACK_6 = '00000000000000000000000001000000';
const MAPPED_4 = '0000000000000000FFFF0000';

/** One socket of a process, as the kernel tells of it. */
interface OpenSocket {
  readonly pid: number;
  readonly local: string;
  readonly remote: string;
  readonly isListening: boolean;
}

/** Every TCP and UDP socket that these processes hold just now. Linux only; a process that is gone holds none. */
export function socketsOf(pids: readonly number[]): readonly OpenSocket[] {
  return pids.flatMap((pid) => {
    try {
      const own = inodesOf(pid);
      return TABLES.flatMap((table) => readTable(pid, table)).filter(({ inode }) => own.has(inode));
    } catch {
      return [];
    }
  });
}

/** Those that lead out of this machine, or let somebody in from outside it; each in words. */
export function outsideSockets(pids: readonly number[]): readonly string[] {
  return socketsOf(pids).flatMap(({ pid, local, remote, isListening }) => {
    if (isListening) return isInside(local) ? [] : [`${pid} listens at ${local}`];
    return isNowhere(remote) || isInside(remote) ? [] : [`${pid} is connected to ${remote}`];
  });
}

function inodesOf(pid: number): ReadonlySet<string> {
  const links = readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/${pid}/fd/${fd}`)];
    } catch {
      return [];
    }
  });
  return new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []));
}

function readTable(pid: number, table: (typeof TABLES)[number]): readonly (OpenSocket & { readonly inode: string })[] {
  const [, ...lines] = readFileSync(`/proc/${pid}/net/${table}`, 'utf8').trimEnd().split('\n');
  return lines.map((line) => {
    const fields = line.trim().split(/\s+/);
    const [, local = '', remote = '', state = ''] = fields;
    return {
      ...{ pid, local: addressOf(local), remote: addressOf(remote) },
      isListening: table.startsWith('tcp') && state === LISTENS,
      inode: fields[9] ?? '',
    };
  });
}

/** The hexadecimal address without its port; of an IPv4 address in IPv6 the IPv4 address. */
function addressOf(place: string): string {
  const [address = ''] = place.split(':');
  return address.startsWith(MAPPED_4) ? address.slice(MAPPED_4.length) : address;
}

function isNowhere(address: string): boolean {
  return /^0+$/.test(address);
}

/** The bytes of each word stand the other way round on every machine that this runs on. */
function isInside(address: string): boolean {
  return address === LOOPBACK_6 || (address.length === 8 && address.endsWith('7F'));
}
