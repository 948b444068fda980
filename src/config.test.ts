import { expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

const KEY = Buffer.alloc(32, 7).toString('base64');

test('an empty environment gives a gateway on loopback with the embedded store', () => {
  expect(readConfig({})).toMatchObject({
    host: '127.0.0.1',
    port: 8080,
    dataDirectory: './data',
    databaseUrl: null,
    publicUrl: 'http://127.0.0.1:8080',
    secretKey: null,
    trustedProxies: [],
  });
});

test('reads every setting', () => {
  const config = readConfig({
    CHASQUI_PORT: '9000',
    CHASQUI_SECRET_KEY: KEY,
    CHASQUI_PUBLIC_URL: 'https://chat.example.com/',
    CHASQUI_EGRESS_ALLOW: '127.0.0.0/8, fd00::/8',
    CHASQUI_TRUSTED_PROXIES: '10.0.0.0/8',
  });
  expect(config.port).toBe(9000);
  expect(config.secretKey).toHaveLength(32);
  expect(config.publicUrl).toBe('https://chat.example.com');
  expect(config.trustedProxies).toEqual(['10.0.0.0/8']);
  expect(config.egressAllow).toEqual(['127.0.0.0/8', 'fd00::/8']);
});

test.each([
  [{ CHASQUI_PROT: '1' }, 'CHASQUI_PROT is not a setting'],
  [{ CHASQUI_PORT: 'tcp://10.0.0.1:80' }, 'enableServiceLinks: false'],
  [{ CHASQUI_PORT: '70000' }, 'CHASQUI_PORT must be'],
  [{ CHASQUI_SECRET_KEY: 'c2hvcnQ=' }, 'openssl rand -base64 32'],
  [{ CHASQUI_ADMIN_KEY: 'short' }, 'at least 32 characters'],
  [{ CHASQUI_EGRESS_ALLOW: 'localhost' }, 'is not a network'],
  [{ CHASQUI_TRUSTED_PROXIES: '10.0.0.1' }, 'CHASQUI_TRUSTED_PROXIES: "10.0.0.1" is not a network'],
  [{ CHASQUI_PUBLIC_URL: 'chat.example.com' }, 'CHASQUI_PUBLIC_URL must be an address'],
  [{ CHASQUI_LOG_LEVEL: 'loud' }, 'CHASQUI_LOG_LEVEL must be'],
])('refuses %j with a sentence', (environment, sentence) => {
  expect(() => readConfig(environment)).toThrow(ConfigError);
  expect(() => readConfig(environment)).toThrow(sentence);
});

test('never repeats a value that may hold a password', () => {
  expect(() => readConfig({ CHASQUI_DATABASE_URL: 'mysql://u:hunter2@db/x' })).toThrow(/^(?!.*hunter2)/);
  expect(() => readConfig({ CHASQUI_DATABASE_URL: 'postgres://u:hunter2@:x' })).toThrow(
    /^(?!.*hunter2)CHASQUI_DATABASE_URL/,
  );
});

test('ignores what Kubernetes adds for services', () => {
  expect(() =>
    readConfig({ CHASQUI_SERVICE_HOST: '10.0.0.1', CHASQUI_SERVICE_PORT: '80', CHASQUI_PORT_80_TCP_ADDR: '10.0.0.1' }),
  ).not.toThrow();
});
