import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { ROLES } from '../../src/role.ts';
import { deployYaml, deployYamls, ROOT } from './deploy-files.ts';

interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string };
  spec?: unknown;
  data?: Record<string, string>;
  stringData?: Record<string, string>;
}

type Models = Record<string, new (data: unknown) => { validate(): void }>;

/** Kubernetes' descriptions of its kinds. */
const MODELS: Record<string, () => Promise<object>> = {
  v1: () => import('kubernetes-models/v1'),
  'apps/v1': () => import('kubernetes-models/apps/v1'),
  'autoscaling/v2': () => import('kubernetes-models/autoscaling/v2'),
  'policy/v1': () => import('kubernetes-models/policy/v1'),
  'networking.k8s.io/v1': () => import('kubernetes-models/networking.k8s.io/v1'),
};

const FOLDER = join(ROOT, 'deploy/kubernetes');
const files = readdirSync(FOLDER).filter((name) => name !== 'kustomization.yaml');
// What they really are is what these tests find out.
const manifests = files.flatMap((name) => deployYamls(`kubernetes/${name}`) as Manifest[]);

function find(kind: string, name: string): Manifest {
  const found = manifests.find((manifest) => manifest.kind === kind && manifest.metadata.name === name);
  if (!found) throw new Error(`no ${kind} ${name}`);
  return found;
}

test.each(manifests.map((manifest) => [manifest.kind, manifest.metadata.name, manifest] as const))(
  '%s %s has values that Kubernetes’ schema allows',
  async (kind, _name, manifest) => {
    // A kind is a class there, and nothing else has a name like one.
    const models = (await MODELS[manifest.apiVersion]?.()) as Models | undefined;
    const Model = models?.[kind];
    if (!Model) throw new Error(`${manifest.apiVersion} has no ${kind}`);
    expect(() => new Model(manifest).validate()).not.toThrow();
  },
);

/** What the compiler says of manifests as values of Kubernetes’ types: unlike the schemas, these refuse fields that do not exist. */
function misfits(list: readonly Manifest[]): string[] {
  const name = join(ROOT, 'test/deploy/manifests.generated.ts');
  const lines = list.map((manifest, index) => {
    const type = `import('kubernetes-models/${manifest.apiVersion}').I${manifest.kind}`;
    return `export const m${index}: ${type} = ${JSON.stringify(manifest)};`;
  });
  const options = { strict: true, noEmit: true, skipLibCheck: true, types: [], module: ts.ModuleKind.NodeNext };
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  host.fileExists = (path) => path === name || fileExists(path);
  host.readFile = (path) => (path === name ? lines.join('\n') : readFile(path));
  host.getSourceFile = (path, target, ...rest) =>
    path === name ? ts.createSourceFile(path, lines.join('\n'), target) : getSourceFile(path, target, ...rest);
  const program = ts.createProgram([name], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

test('no manifest has a field that Kubernetes does not know, and one that had would be noticed', () => {
  const broken = { ...find('PodDisruptionBudget', 'chasqui-web'), spec: { maxUnavailble: 1 } };
  expect(misfits([...manifests, broken])).toEqual([expect.stringContaining('maxUnavailble')]);
});

interface Pods {
  replicas?: number;
  template: {
    spec: {
      enableServiceLinks?: boolean;
      terminationGracePeriodSeconds?: number;
      securityContext?: { runAsNonRoot?: boolean };
      containers: {
        args: string[];
        envFrom: { configMapRef?: { name: string }; secretRef?: { name: string } }[];
        securityContext?: { readOnlyRootFilesystem?: boolean; allowPrivilegeEscalation?: boolean };
        [probe: `${string}Probe`]: { httpGet: { path: string } };
      }[];
    };
  };
}

test.each(['web', 'worker'])('%s nodes are not root, write only to their volumes, and have time to stop', (role) => {
  const { replicas, template } = find('Deployment', `chasqui-${role}`).spec as Pods;
  const [container] = template.spec.containers;
  expect(replicas).toBeUndefined(); // Applying the file again must not undo what the autoscaler did.
  expect(template.spec.enableServiceLinks).toBe(false);
  expect(template.spec.securityContext?.runAsNonRoot).toBe(true);
  expect(container?.securityContext).toMatchObject({ readOnlyRootFilesystem: true, allowPrivilegeEscalation: false });
  expect(container?.args).toEqual(['start', '--role', role]);
  expect(ROLES).toContain(role);
  expect(container?.readinessProbe?.httpGet.path).toBe('/health/ready');
  expect(container?.livenessProbe?.httpGet.path).toBe('/health/live');
  const drainSeconds = Number(find('ConfigMap', 'chasqui').data?.CHASQUI_DRAIN_SECONDS);
  expect(template.spec.terminationGracePeriodSeconds).toBeGreaterThan(drainSeconds + 30);
});

test('the configuration is one that the gateway takes, once the secret is filled in', () => {
  const { stringData = {} } = find('Secret', 'chasqui');
  expect(Object.values(stringData).filter((value) => value !== '')).toEqual([]);
  const secrets: Record<string, string> = {
    CHASQUI_DATABASE_URL: 'postgres://chasqui:word@db.example.com:5432/chasqui',
    CHASQUI_SECRET_KEY: Buffer.alloc(32, 1).toString('base64'),
    CHASQUI_ADMIN_KEY: 'k'.repeat(48),
  };
  expect(Object.keys(stringData)).toEqual(Object.keys(secrets));
  expect(() => readConfig({ ...find('ConfigMap', 'chasqui').data, ...secrets })).not.toThrow();
});

test('kustomization applies everything but the examples', () => {
  const { resources } = deployYaml('kubernetes/kustomization.yaml') as { resources: string[] };
  expect(resources.toSorted()).toEqual(files.filter((name) => !name.includes('.example.')).toSorted());
});
