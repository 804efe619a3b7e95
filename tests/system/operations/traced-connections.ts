/** Where a process wanted to send something, as strace tells of it; null for what stays in the kernel or on this machine. */
export function outsideOf(line: string): string | null {
  const [, four, six] =
    /sa_family=AF_INET6?,.*?(?:inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)")/.exec(line) ?? [];
  const address = (four ?? six ?? LOOPBACK).replace(/^::ffff:/, '');
  return address.startsWith('127.') || address === LOOPBACK ? null : line;
}

const LOOPBACK = '::1';

/** The ports of this machine that were connected to. */
export function portsOf(trace: string): ReadonlySet<number> {
  return new Set([...trace.matchAll(/\bconnect\(.*sin6?_port=htons\((\d+)\)/g)].map(([, port]) => Number(port)));
}
