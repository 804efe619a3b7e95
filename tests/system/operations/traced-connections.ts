/** Where a process wanted to send something, as strace tells of it; null for what stays in the kernel or on this machine. */
export function outsideOf(line: string): string | null {
  const [, family = ''] = /sa_family=(AF_\w+)/.exec(line) ?? [];
  if (family !== 'AF_INET' && family !== 'AF_INET6') return null;
  const [, four = ''] = /inet_addr\("([^"]+)"\)/.exec(line) ?? [];
  const [, six = ''] = /inet_pton\(AF_INET6, "([^"]+)"/.exec(line) ?? [];
  const address = four === '' ? six.replace(/^::ffff:/, '') : four;
  return address.startsWith('127.') || address === '::1' ? null : line;
}

/** The ports of this machine that were connected to. */
export function portsOf(trace: string): ReadonlySet<number> {
  return new Set([...trace.matchAll(/\bconnect\(.*sin6?_port=htons\((\d+)\)/g)].map(([, port]) => Number(port)));
}
