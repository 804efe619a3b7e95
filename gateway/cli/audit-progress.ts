const EVERY_MS = 10_000;

/** Tells on standard error how far a long run has come: at once in a terminal, else every ten seconds. */
export interface AuditProgress {
  readonly tell: (text: string) => void;
  readonly end: () => void;
}

export function startProgress(): AuditProgress {
  const { stderr } = process;
  let told = Date.now();
  return {
    tell: (text) => {
      if (stderr.isTTY) stderr.write(`\r\u001b[K${text}`);
      else if (Date.now() - told >= EVERY_MS) {
        told = Date.now();
        stderr.write(`${text}\n`);
      }
    },
    end: () => {
      if (stderr.isTTY) stderr.write('\r\u001b[K');
    },
  };
}
