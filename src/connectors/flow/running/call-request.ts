import { showUrl } from '../../kit/detail.ts';
import type { Call, Step } from '../flow.ts';
import { TextFailed } from '../templates/text.ts';
import { type Run, scopeOf } from './run.ts';

export interface CallRequest {
  method: string;
  url: string;
  /** Without the query; it may still hold secrets. */
  shownUrl: string;
  headers: Record<string, string>;
  body?: string;
}

/** The request with everything filled in. Throws `TextFailed` or `ExpressionFailed`. */
export async function renderCall(run: Run, step: Step & Call): Promise<CallRequest> {
  const { secrets, host } = run.bot;
  const plain = scopeOf(run);
  const scope = { ...plain, secrets };
  const url = URL.parse(step.url.render(scope).trim());
  if (url === null) throw new TextFailed('the url is none, once its placeholders are filled');
  for (const { name, value } of step.query) url.searchParams.append(name, value.render(scope));
  const headers: Record<string, string> = { accept: 'application/json, text/*;q=0.5' };
  for (const { name, value } of step.headers) headers[name.toLowerCase()] = headerValue(name, value.render(scope));
  headers['idempotency-key'] = keyOf(run, step.at);
  const request = { method: step.method, url: url.href, shownUrl: showUrl(url.href), headers };
  if (step.body === undefined) return request;
  const body = await step.body.render(plain, host.now());
  headers['content-type'] ??= typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json';
  return { ...request, body: typeof body === 'string' ? body : JSON.stringify(body) };
}

/** The same for every try of a turn: the service can tell a repeated call from a new one. */
function keyOf({ turn, calls }: Run, at: string): string {
  const before = calls.filter((one) => one.at === at).length;
  return `${turn.id}.${at}.${before + 1}`;
}

/** What a person wrote may have lines or letters that no header can carry. */
function headerValue(name: string, value: string): string {
  if (/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return value.trim();
  throw new TextFailed(`the header ${name} cannot carry its value`);
}
