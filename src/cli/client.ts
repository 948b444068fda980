import { type Chasqui, createChasqui, type Schemas } from '@chasqui/client';
import { readConfig } from '../config.ts';
import { readLocalKey } from './local-key.ts';

export type Api = Chasqui;
export type { Schemas };

/** Options that every command about a running gateway takes. */
export interface ConnectOptions {
  url?: string;
  key?: string;
  json?: boolean;
}

/** The API said no, or nobody answered; the message is for the person at the terminal. */
class CliError extends Error {}

/** Default address: `CHASQUI_PUBLIC_URL` or this machine's port; default key: `CHASQUI_ADMIN_KEY` or the one that `dev` keeps. */
export function connect(options: ConnectOptions): Api {
  const config = readConfig();
  const key = options.key ?? config.adminKey ?? readLocalKey(config.dataDirectory);
  if (key === null) throw new CliError('no API key: give --key, set CHASQUI_ADMIN_KEY, or run "chasqui dev" here once');
  return createChasqui({
    url: parseUrl(options.url) ?? config.publicUrl,
    key,
    fetch: (request: Request) => fetch(request).catch((cause: unknown) => unreachable(request.url, cause)),
  });
}

function parseUrl(url: string | undefined): string | undefined {
  if (url === undefined || /^https?:$/.test(URL.parse(url)?.protocol ?? '')) return url;
  throw new CliError(`--url must be an address such as http://127.0.0.1:8080, not "${url}"`);
}

function unreachable(url: string, cause: unknown): never {
  throw new CliError(`no gateway answers at ${new URL(url).origin}; start one with "chasqui dev" or give --url`, {
    cause,
  });
}

/** The data of an answer, or what the problem document says. */
export function unwrap<Data>(answer: { data?: Data | undefined; error?: Schemas['Problem'] | undefined }): Data {
  if (answer.error) throw new CliError(describeProblem(answer.error));
  if (answer.data === undefined) throw new CliError('the gateway gave an empty answer');
  return answer.data;
}

/** `detail` of a problem with fields only repeats them. */
function describeProblem({ title, detail, errors }: Schemas['Problem']): string {
  if (!errors?.length) return detail ?? title;
  return errors.map(({ path, message }) => `${path || '/'}: ${message}`).join('\n');
}
