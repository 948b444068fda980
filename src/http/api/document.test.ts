import { describe, expect, it } from 'vitest';
import { findStaleFiles } from '../../../scripts/generate-api.ts';
import { asAdmin, fakeParts } from '../../../test/support/http-parts.ts';
import { createServer } from '../server.ts';
import { buildDocument } from './document.ts';

interface Operation {
  operationId?: string;
  summary?: string;
  tags?: string[];
  security?: unknown;
  responses: Record<string, { content?: Record<string, unknown> }>;
}

interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown> };
}

const document = (await buildDocument()) as Document; // Checked below, as far as the tests go.
const operations = Object.values(document.paths).flatMap((path) => Object.values(path));

describe('OpenAPI document', () => {
  it('is OpenAPI 3.1', () => {
    expect(document.openapi).toBe('3.1.0');
  });

  it('names and explains every operation', () => {
    for (const operation of operations) {
      expect(operation).toMatchObject({
        operationId: expect.stringMatching(/^[a-z]\w+$/),
        summary: expect.any(String),
      });
      expect(operation.responses.default?.content).toHaveProperty('application/problem+json');
    }
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('refers to nothing that it does not hold, and holds nothing that nobody refers to', () => {
    const names = [...JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name);
    expect([...new Set(names)].sort()).toEqual(Object.keys(document.components.schemas).sort());
  });

  it('knows of no two components that say the same of requests and answers', () => {
    expect(Object.keys(document.components.schemas).filter((name) => name.endsWith('Input'))).toEqual([]);
  });

  it('covers what the design promises', () => {
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([
        '/api/v1/bots',
        '/api/v1/channels',
        '/api/v1/channels/{id}/connections',
        '/api/v1/messages/{id}/trace',
        '/api/v1/conversations/{id}',
        '/api/v1/dead-letters/{id}/replay',
        '/api/v1/turns/{id}/reply',
      ]),
    );
  });

  it('has been written into the types of its clients: run `node scripts/generate-api.ts`', async () => {
    expect(await findStaleFiles()).toEqual([]);
  });

  it('is what the running server gives', async () => {
    const app = createServer(fakeParts());
    expect((await app.inject('/api/openapi.json')).json()).toEqual(document);
    await app.close();
  });
});

describe('reading page', () => {
  it('loads only what the gateway serves, and no inline script', async () => {
    const app = createServer(fakeParts());
    const page = await app.inject('/api/docs/');
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-security-policy']).toContain("script-src 'self';");
    expect(page.body).not.toMatch(/<script(?![^>]*\bsrc="\.\/)/);
    expect(page.body).not.toMatch(/\son\w+=|<style/);
    const files = [...page.body.matchAll(/(?:src|href)="\.\/(static\/[^"]+)"/g)].map(([, file]) => file);
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) expect((await app.inject(`/api/docs/${file}`)).statusCode, file).toBe(200);
    await app.close();
  });

  it('is open, and the API behind it is not', async () => {
    const app = createServer(fakeParts());
    expect((await app.inject('/api/v1/providers')).statusCode).toBe(401);
    expect((await app.inject({ url: '/api/v1/providers', headers: asAdmin })).statusCode).toBe(200);
    await app.close();
  });
});
