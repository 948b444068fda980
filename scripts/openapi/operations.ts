import { isJson, type Json } from './json.ts';
import type { Exchange } from './recorder.ts';

/** Where a document describes a request. */
export interface Operation {
  /** Lower case, as in the document. */
  method: string;
  /** As in the document, with its placeholders. */
  path: string;
  /** What stands in their places. */
  values: Readonly<Record<string, string>>;
}

type Asked = Pick<Exchange, 'method' | 'url'>;

/** The operation that a request means: at `wanted`, else of the paths that fit the one with the most words of its own. */
export function findOperation(document: Json, { method, url }: Asked, wanted?: string): Operation | undefined {
  const found = Object.entries(document.paths as Record<string, Json>).flatMap(([path, item]) => {
    const name = method.toLowerCase();
    if (!isJson(item[name]) || (wanted !== undefined && wanted !== path)) return [];
    if (!isServed(url, item.servers ?? document.servers)) return [];
    const values = matchPath(path, url.pathname);
    return values ? [{ method: name, path, values }] : [];
  });
  return found.toSorted((a, b) => ownWords(b.path) - ownWords(a.path))[0];
}

/** A document that names no server is good for any. */
function isServed(url: URL, servers: unknown): boolean {
  return !Array.isArray(servers) || servers.some((server) => new URL(server.url).host === url.host);
}

/** Nothing if the path is another one. */
function matchPath(template: string, pathname: string): Record<string, string> | undefined {
  const names: string[] = [];
  const pattern = template
    .split(/\{([^}]+)\}/)
    .map((part, index) => {
      if (index % 2 === 0) return part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
      names.push(part);
      return '([^/]+)';
    })
    .join('');
  const match = new RegExp(`^${pattern}$`).exec(pathname);
  if (!match) return undefined;
  return Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? '')]));
}

function ownWords(path: string): number {
  return path.replaceAll(/\{[^}]+\}/g, '').length;
}
