import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { createLocalJWKSet } from 'jose';
import { makeDrainable } from '../../schema/process/drainable-server.ts';
import { createLog } from '../../schema/process/log.ts';
import { readOwnerDatabase } from '../../schema/process/owner-database.ts';
import {
  databaseUrlSetting,
  signingKeySetting,
  jsonText,
  processSettings,
  publicKeysSetting,
  readSettings,
  refKeySetting,
  tokenKeySetting,
} from '../../schema/process/read-settings.ts';
import { runProcess, stopWithParent } from '../../schema/process/run-process.ts';
import { openTracing } from '../../schema/process/telemetry/open-tracing.ts';
import { serveMetrics } from '../../schema/process/telemetry/serve-metrics.ts';
import { telemetrySettings } from '../../schema/process/telemetry/telemetry-settings.ts';
import { requireSafe } from '../../schema/process/unsafe-settings.ts';
import { createAttestationIssuer } from '../../policies/consent-attestation.ts';
import { loadPolicySet } from '../../policies/load-policy-set.ts';
import { createPolicyCalendar } from '../../policies/policy-set-at.ts';
import { createTokenVerifier, tokenIssuersSetting } from '../../policies/requester.ts';
import { loadApprovers } from '../../policies/aggregates/load-approvers.ts';
import { loadDefinitions } from '../../policies/aggregates/load-definitions.ts';
import { createMeasures } from './aggregates/create-measures.ts';
import { printMeasures } from './aggregates/published-measure.ts';
import { requirePublishedMeasures } from './aggregates/require-published-measures.ts';
import { openStatisticsDatabase } from './aggregates/statistics-database.ts';
import { openAgencyDatabase } from './agency-database.ts';
import type { AgencyDefinition } from './agency-definition.ts';
import { buildAgencySchema, guardSchema } from './agency-schema.ts';
import { createAgencyServer } from './agency-server.ts';
import { createConsentGate } from './consent-gate.ts';
import { fillTown } from './fill-town.ts';
import { agencyMetrics } from './telemetry/agency-metrics.ts';
import { findUnsafeSettings } from './find-unsafe-settings.ts';

const serveSettings = {
  ...processSettings,
  ...telemetrySettings,
  DATABASE_URL: databaseUrlSetting,
  STATISTICS_DATABASE_URL: databaseUrlSetting,
  AGGREGATE_TOKEN_KEY: tokenKeySetting,
  TOKEN_ISSUERS: jsonText.pipe(tokenIssuersSetting),
  RECEIPT_KEYS: publicKeysSetting,
  CONSENT_KEYS: publicKeysSetting,
} as const;

/** The key that socialtjänsten alone holds. */
const attestingSettings = { ...serveSettings, CONSENT_PRIVATE_KEY: signingKeySetting } as const;

const COMMANDS = ['serve', 'migrate', 'fill', 'print-schema', 'print-measures'] as const;

/**
 * The command line of an agency's process: `serve`, `migrate`, `fill` with the synthetic town, `print-schema` and `print-measures`,
 * which tell what it publishes.
 */
export function runAgency(definition: AgencyDefinition): void {
  runProcess(definition.agency, async () => {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: {
        people: { type: 'string', default: '2000' },
        seed: { type: 'string', default: 'samsyn' },
        today: { type: 'string', default: new Date().toISOString().slice(0, 10) },
      },
    });
    const command = COMMANDS.find((known) => known === positionals[0]);
    switch (command) {
      case 'serve':
        return serve(definition);
      case 'migrate':
        return migrate(definition);
      case 'fill':
        return fill(definition, { ...values, people: Number(values.people) });
      case 'print-schema':
        process.stdout.write((await buildAgencySchema(definition)).sdl);
        return;
      case 'print-measures':
        process.stdout.write(printMeasures(definition.measures));
        return;
      case undefined:
        throw new Error(`say what to do: one of ${COMMANDS.join(', ')}`);
    }
  });
}

async function serve(definition: AgencyDefinition): Promise<void> {
  requirePublishedMeasures(definition.agency, definition.measures);
  const keeper = definition.attestsConsents;
  const attesting = keeper === undefined ? null : readSettings(attestingSettings, process.env);
  const settings = attesting ?? readSettings(serveSettings, process.env);
  requireSafe(settings.NODE_ENV, findUnsafeSettings(settings));
  const log = createLog(definition.agency, settings.LOG_LEVEL);
  const tracing = await openTracing({
    process: definition.agency,
    endpoint: settings.OTEL_EXPORTER_OTLP_ENDPOINT,
    share: settings.OTEL_TRACES_SAMPLER_ARG,
  });
  const metrics = await serveMetrics(agencyMetrics.set, { host: settings.METRICS_HOST, port: settings.METRICS_PORT });
  const policySet = loadPolicySet();
  const { unguarded } = await buildAgencySchema(definition);
  const schema = guardSchema(unguarded, policySet);
  const dataSource = await openAgencyDatabase(definition, settings.DATABASE_URL);
  const statistics = openStatisticsDatabase(settings.STATISTICS_DATABASE_URL, log);
  const server = createAgencyServer({
    agency: definition.agency,
    schema,
    dataSource,
    policySet,
    policyAt: createPolicyCalendar(policySet),
    tokens: createTokenVerifier(settings.TOKEN_ISSUERS),
    receiptKeys: createLocalJWKSet(settings.RECEIPT_KEYS),
    consents: createConsentGate(definition.agency, createLocalJWKSet(settings.CONSENT_KEYS)),
    attestations:
      keeper === undefined || attesting === null
        ? null
        : { keeper, issuer: await createAttestationIssuer(attesting.CONSENT_PRIVATE_KEY) },
    contributing: {
      measures: definition.measures,
      definitions: loadDefinitions(policySet),
      approvers: loadApprovers(),
      database: statistics,
      tokenKey: settings.AGGREGATE_TOKEN_KEY,
    },
    hasReported: definition.hasReported,
    log,
    clock: () => new Date(),
  });
  const drainable = makeDrainable(server, settings.DRAIN_MS);
  await server.listen({ host: settings.HOST, port: settings.PORT });
  log.info({ port: settings.PORT, policyDigest: policySet.digest }, 'ready');
  stopWithParent([drainable, { close: () => dataSource.destroy() }, statistics, metrics, tracing], log);
}

async function migrate(definition: AgencyDefinition): Promise<void> {
  requirePublishedMeasures(definition.agency, definition.measures);
  const dataSource = await openAgencyDatabase(definition, readOwnerDatabase(process.env));
  await dataSource.runMigrations();
  await dataSource.transaction((manager) => createMeasures(manager, definition.agency, definition.measures));
  await dataSource.destroy();
}

async function fill(
  definition: AgencyDefinition,
  town: { readonly people: number; readonly seed: string; readonly today: string },
): Promise<void> {
  requireSafe(process.env['NODE_ENV'] ?? '', ['`fill` makes up people, and would put them among real ones']);
  if (!Number.isInteger(town.people) || town.people < 1) throw new Error('`--people` must be a number of persons');
  const settings = readSettings(
    { OWNER_DATABASE_URL: databaseUrlSetting, REF_KEY: refKeySetting },
    ownSettings(['OWNER_DATABASE_URL', 'REF_KEY']),
  );
  const print = (line: object): void => {
    process.stdout.write(`${JSON.stringify(line)}\n`);
  };
  const outcome = await fillTown(definition, {
    ...town,
    url: settings.OWNER_DATABASE_URL,
    refKey: settings.REF_KEY,
    onProgress: (filled, of) => {
      print({ filled, of });
    },
  });
  print({ example: outcome.example });
}

/** The one-off commands share an environment with `serve`, so they read their own settings alone. */
function ownSettings(names: readonly string[]): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(names.map((name) => [name, process.env[name]]));
}
