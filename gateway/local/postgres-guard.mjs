// Runs PostgreSQL as its child and ends it when the one who started us is gone, however it went: our standard input then closes.
// Plain JavaScript, so that it starts at once and needs no loader.
import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';

const FAST_SHUTDOWN_MS = 30_000;
const IMMEDIATE_SHUTDOWN_MS = 10_000;

const { command, args, cwd, env, identity, guardFile } = JSON.parse(process.argv[2] ?? '{}');

// A group of its own: Ctrl-C in the terminal must reach the starter alone, which stops things in order.
const postgres = spawn(command, args, {
  ...identity,
  cwd,
  env,
  stdio: ['ignore', 'inherit', 'inherit'],
  detached: true,
});
// The file says that a living starter stands behind this guard, and which PostgreSQL is its own; see stopLeftover.
writeFileSync(guardFile, `${process.pid}\n${postgres.pid ?? ''}\n`);

let isStopping = false;

function stop() {
  if (isStopping) return;
  isStopping = true;
  rmSync(guardFile, { force: true });
  postgres.kill('SIGINT');
  setTimeout(() => postgres.kill('SIGQUIT'), FAST_SHUTDOWN_MS).unref();
  setTimeout(() => postgres.kill('SIGKILL'), FAST_SHUTDOWN_MS + IMMEDIATE_SHUTDOWN_MS).unref();
}

postgres.on('error', (error) => {
  console.error(error.message);
  rmSync(guardFile, { force: true });
  process.exit(1);
});
postgres.on('exit', (code, signal) => {
  rmSync(guardFile, { force: true });
  process.exit(signal === null ? (code ?? 1) : 1);
});
process.stdin.on('end', stop).on('close', stop).on('error', stop).resume();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
