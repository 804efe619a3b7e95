/** Something that the person who starts the system can put right; its message is one sentence that says how. */
export class StartError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StartError';
  }
}

/** The `code` of a Node.js system error, such as `EACCES`; an empty text for anything else. */
export function systemErrorCode(error: unknown): string {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return code ?? '';
}
