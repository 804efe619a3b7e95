import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createSystemKeys } from '../../../gateway/local/keys.ts';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { createCommand } from '../../../gateway/local/process-settings.ts';
import { loadDocuments } from '../../../gateway/documents/load-documents.ts';
import { findUnsafeSettings } from '../../../gateway/find-unsafe-settings.ts';
import { gatewaySettings } from '../../../gateway/gateway-settings.ts';
import { FINISH_LIMIT_MS } from '../../../schema/process/run-process.ts';
import { manifest, pod } from './manifest-shapes.ts';

const PLACE = fileURLToPath(new URL('../../../gateway/deployment/kubernetes/', import.meta.url));

type Manifest = z.infer<typeof manifest>;

const FILES = readdirSync(PLACE).filter((name) => name.endsWith('.yaml'));
const MANIFESTS: readonly Manifest[] = FILES.flatMap((name) =>
  parseAllDocuments(readFileSync(`${PLACE}${name}`, 'utf8')).map((document) => {
    expect(document.errors).toEqual([]);
    return manifest.parse(document.toJS());
  }),
);

/** What a workload of that name runs. */
function podOf(kind: string, name: string): z.infer<typeof pod> {
  const found = MANIFESTS.find((candidate) => candidate.kind === kind && candidate.metadata?.['name'] === name);
  return pod.parse((found?.spec?.['template'] as { readonly spec: unknown } | undefined)?.spec);
}

/** Which files a pod is given of which secret. */
function filesOf({ volumes, containers }: z.infer<typeof pod>): ReadonlyMap<string, readonly string[]> {
  const mounts = containers.flatMap(({ volumeMounts }) => volumeMounts);
  return new Map(
    volumes.flatMap(({ name, secret }) => {
      const place = mounts.find((mount) => mount.name === name);
      if (secret === undefined || place === undefined) return [];
      expect(place.readOnly).toBe(true);
      return [[secret.secretName, secret.items.map(({ path }) => `${place.mountPath}/${path}`)] as const];
    }),
  );
}

const WORKLOADS = [
  ['StatefulSet', 'gateway'],
  ['Job', 'gateway-migrate'],
  ['Deployment', 'shared-store'],
] as const;

const gateway = podOf('StatefulSet', 'gateway');
const store = podOf('Deployment', 'shared-store');
const [serving] = gateway.containers;
const settings = MANIFESTS.find(({ kind }) => kind === 'ConfigMap')?.data ?? {};
/** As settings.yaml says of the secrets. */
const SECRET = ['DATABASE_URL', 'REF_KEY', 'RECEIPT_PRIVATE_KEY', 'SHARED_STORE_URL'] as const;

describe('the manifests for Kubernetes', () => {
  it('are all listed, and every workload of theirs is known to these tests', () => {
    const listed = MANIFESTS.find(({ kind }) => kind === 'Kustomization')?.resources ?? [];
    expect([...listed].sort()).toEqual(FILES.filter((name) => name !== 'kustomization.yaml').sort());
    const workloads = MANIFESTS.filter(({ spec }) => spec !== undefined && 'template' in spec);
    expect(workloads.map(({ kind, metadata }) => [kind, metadata?.['name']]).sort()).toEqual([...WORKLOADS].sort());
  });

  it('serve by the command of npm start, and set nothing that the gateway does not know', () => {
    const [, ...command] = serving?.command ?? [];
    expect(command).toEqual(createCommand('gateway', 'serve'));
    // What Node.js itself reads.
    const [node, own] = [true, false].map((isOfNode) =>
      (serving?.env ?? []).map(({ name }) => name).filter((name) => name.startsWith('NODE_') === isOfNode),
    ) as [string[], string[]];
    for (const name of [...Object.keys(settings), ...own, ...SECRET])
      expect(Object.keys(gatewaySettings)).toContain(name);
    expect(own).toEqual(['RECORD_CHAIN']);
    expect(node).toEqual(['NODE_EXTRA_CA_CERTS']);
    for (const name of SECRET) expect(settings).not.toHaveProperty(name);
  });

  it('set everything that the gateway needs, to values that it accepts', async () => {
    const secrets = {
      DATABASE_URL: 'postgres://gateway_app:Kf4-ort2-Wq91-hhb7@record.example/samsyn?sslmode=verify-full',
      REF_KEY: randomBytes(32).toString('base64url'),
      RECEIPT_PRIVATE_KEY: JSON.stringify((await createSystemKeys()).receiptPrivateKey),
      SHARED_STORE_URL: 'rediss://:Pz7-mm3k-Tr52-ccv9@shared-store:6379',
    };
    const parsed = z.object(gatewaySettings).parse({ ...settings, ...secrets, RECORD_CHAIN: 'gateway-0' });
    expect(parsed.NODE_ENV).toBe('production');
    expect(findUnsafeSettings(parsed, loadDocuments())).toEqual([]);
    const openStore = { ...parsed, SHARED_STORE_URL: secrets.SHARED_STORE_URL.replace('rediss:', 'redis:') };
    expect(findUnsafeSettings(openStore, loadDocuments())).toHaveLength(1);
    // Killed only after it had the time to stop without losing a request.
    const needed = parsed.DRAIN_MS + FINISH_LIMIT_MS;
    expect((gateway.terminationGracePeriodSeconds ?? 0) * 1000).toBeGreaterThan(needed);
    // Out of the balancer before it stops answering.
    const { periodSeconds = 0, failureThreshold = 0 } = serving?.readinessProbe ?? {};
    expect(periodSeconds * failureThreshold * 1000).toBeLessThan(parsed.DRAIN_MS);
  });

  it('probe addresses that the gateway has, on ports that it listens at', () => {
    const ports = new Map(serving?.ports.map(({ name, containerPort }) => [name, String(containerPort)]));
    expect(ports).toEqual(
      new Map([
        ['graph', settings['PORT']],
        ['metrics', settings['METRICS_PORT']],
      ]),
    );
    const probes = [serving?.startupProbe, serving?.livenessProbe, serving?.readinessProbe].map(
      (given) => given?.httpGet,
    );
    expect(probes).toEqual([
      { path: '/health/live', port: 'graph' },
      { path: '/health/live', port: 'metrics' },
      { path: '/health/ready', port: 'graph' },
    ]);
  });

  it('give every replica a chain by a name that outlives it, and keep two of them up', () => {
    expect(serving?.env).toContainEqual({
      name: 'RECORD_CHAIN',
      valueFrom: { fieldRef: { fieldPath: 'metadata.name' } },
    });
    const budget = MANIFESTS.find(({ kind }) => kind === 'PodDisruptionBudget');
    const replicas = MANIFESTS.find(({ kind }) => kind === 'StatefulSet')?.spec?.['replicas'];
    expect(budget?.spec?.['minAvailable']).toBe(2);
    expect(Number(replicas)).toBeGreaterThan(2);
  });

  it.each(WORKLOADS)('run %s %s without a privilege, within bounds', (kind, name) => {
    for (const { resources, securityContext } of podOf(kind, name).containers) {
      expect(securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(Object.keys(resources.requests).sort()).toEqual(['cpu', 'memory']);
      expect(resources.limits).toHaveProperty('memory');
    }
  });

  it('have a store that takes TLS and a password alone, and a gateway that knows who vouches for it', () => {
    const command = store.containers[0]?.command.join(' ') ?? '';
    expect(command).toMatch(/--requirepass "\$PASSWORD"/);
    expect(command).toMatch(/--port 0 --tls-port 6379 /);
    const [, certificate = '', key = ''] = /--tls-cert-file (\S+) --tls-key-file (\S+) /.exec(command) ?? [];
    expect(filesOf(store)).toEqual(new Map([['samsyn-shared-store-tls', [certificate, key]]]));
    const authority = serving?.env.find(({ name }) => name === 'NODE_EXTRA_CA_CERTS')?.value ?? '';
    expect(filesOf(gateway)).toEqual(new Map([['samsyn-shared-store-tls', [authority]]]));
  });

  it('hold no secret, and give the owner’s login to the one that makes tables alone', () => {
    const text = FILES.map((name) => readFileSync(`${PLACE}${name}`, 'utf8')).join('\n');
    expect(MANIFESTS.filter(({ kind }) => kind === 'Secret')).toEqual([]);
    expect(text).not.toMatch(/"d":|password: \S|:[^$/@\s"]+@/i);
    const owners = WORKLOADS.filter(([kind, name]) =>
      podOf(kind, name).containers.some(({ envFrom }) =>
        envFrom.some(({ secretRef }) => secretRef?.name.endsWith('-owner')),
      ),
    );
    expect(owners.map(([, name]) => name)).toEqual(['gateway-migrate']);
  });

  it('let nothing in or out but what is listed, and nothing to the whole of the network', () => {
    const policies = MANIFESTS.filter(({ kind }) => kind === 'NetworkPolicy');
    const closed = policies.find(({ metadata }) => metadata?.['name'] === 'nothing');
    expect(closed?.spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
    for (const { spec = {} } of policies) {
      expect(spec['policyTypes']).toEqual(['Ingress', 'Egress']);
      const rules = [
        ...((spec['egress'] as object[] | undefined) ?? []),
        ...((spec['ingress'] as object[] | undefined) ?? []),
      ];
      for (const rule of rules) {
        expect(rule).toHaveProperty('ports');
        expect('to' in rule || 'from' in rule).toBe(true);
        expect(JSON.stringify(rule)).not.toMatch(/0\.0\.0\.0\/|"::\/|"cidr":"[^"]+\/([0-9]|1[0-9])"/);
      }
    }
  });

  const hasKubectl = spawnSync('kubectl', ['version', '--client']).status === 0;
  it.runIf(hasKubectl)('are put together by kubectl', () => {
    const { status, stdout, stderr } = spawnSync('kubectl', ['kustomize', PLACE], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout.match(/^kind: /gm)?.length).toBe(MANIFESTS.length - 1);
    expect(stdout).not.toMatch(/image: samsyn$/m);
  });
});
