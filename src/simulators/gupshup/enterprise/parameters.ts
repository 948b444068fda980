import type { FastifyRequest } from 'fastify';
import { parseForm } from '../../kit/multipart.ts';

/** A gateway request's parameters; of query and body, the body wins. */
export interface Parameters {
  get(name: string): string | undefined;
  /** A part of a multipart form that is a file. */
  hasFile(name: string): boolean;
  /** Without credentials, for whoever looks at what was sent. */
  readonly visible: Readonly<Record<string, unknown>>;
}

const SECRET = new Set(['password', 'encrdata']);

/** Reads a query, a form, a multipart form or a JSON object. */
export async function readParameters(request: FastifyRequest): Promise<Parameters> {
  const values = new Map<string, string>(Object.entries(toStrings(request.query)));
  const files = new Set<string>();
  if (Buffer.isBuffer(request.body)) {
    for (const [name, value] of await parseForm(request.body, request.headers['content-type'])) {
      if (typeof value === 'string') values.set(name, value);
      else files.add(name);
    }
  } else {
    for (const [name, value] of Object.entries(toStrings(request.body))) values.set(name, value);
  }
  return {
    get: (name) => values.get(name),
    hasFile: (name) => files.has(name),
    visible: Object.fromEntries([...values].filter(([name]) => !SECRET.has(name))),
  };
}

function toStrings(input: unknown): Record<string, string> {
  if (typeof input !== 'object' || input === null) return {};
  const entries = Object.entries(input).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, String(Array.isArray(value) ? value[0] : value)]));
}
