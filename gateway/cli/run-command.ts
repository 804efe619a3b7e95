import { CommandError, EXIT_WRONG, type Command } from './command.ts';

/** `npx samsyn <area> …`: each area is loaded when it is asked for. */
const AREAS: Readonly<Record<string, () => Promise<Command>>> = {
  aggregate: async () => (await import('./aggregate-command.ts')).runAggregateCommand,
  audit: async () => (await import('./audit-command.ts')).runAuditCommand,
  documents: async () => (await import('./documents-command.ts')).runDocumentsCommand,
  policy: async () => (await import('./policy-command.ts')).runPolicyCommand,
  revoke: async () => (await import('./revoke-command.ts')).runRevokeCommand,
};

const HELP = `npx samsyn <area> <command> [options]

  aggregate  approved statistics: list, show, run, runs
  audit      the gateway's record: verify, reconcile, show, extract, anomalies
  documents  registered documents: check, list, add
  policy     the rules as text: check, matrix, diff, explain
  revoke     lets somebody of staff, or a token, in no more: --subject, --token, --lift, --list

npx samsyn <area> --help says more.
`;

async function runCommand(args: readonly string[]): Promise<number> {
  const [area = '--help', ...rest] = args;
  const write = (text: string): void => {
    process.stdout.write(text);
  };
  if (area === '--help' || area === 'help') {
    write(HELP);
    return args.length === 0 ? EXIT_WRONG : 0;
  }
  const load = Object.hasOwn(AREAS, area) ? AREAS[area] : undefined;
  if (load === undefined) throw new CommandError(`samsyn has no area "${area}": see npx samsyn --help.`);
  return (await load())({ args: rest, now: new Date(), write });
}

// A reader that has seen enough (`| head`) is no breakage.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

try {
  process.exitCode = await runCommand(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof CommandError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = EXIT_WRONG;
}
