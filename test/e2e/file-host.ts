import { createHash } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Person } from '../../src/simulators/kit/people.ts';

/** A file as the provider has it, and how it behaves when it is fetched. */
export interface HostedFile {
  bytes: Buffer;
  mimeType?: string;
  /** Told instead of the truth. */
  sha256?: string;
  sizeBytes?: number;
  /** Statuses of the first downloads; afterwards the file. */
  refusals?: number[];
  /** Downloads wait for this. */
  until?: Promise<void>;
}

/** The files of a provider whose answers a story decides: stands where the Graph API is. Messages that are sent there go nowhere. */
export interface FileHost {
  readonly url: string;
  /** Downloads so far, of all files. */
  downloads(): number;
  host(id: string, file: HostedFile): void;
  stop(): Promise<void>;
}

export async function startFileHost(): Promise<FileHost> {
  const files = new Map<string, HostedFile>();
  let downloads = 0;
  let url = '';
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', url);
    const id = pathname.split('/').at(-1) ?? '';
    const file = files.get(id);
    request.resume();
    if (!file) return void response.writeHead(404).end('{"error":{"code":100,"message":"Unsupported get request."}}');
    if (!pathname.startsWith('/files/')) return answer(response, infoOf(id, file, url));
    downloads += 1;
    void serve(file, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A TCP server's address has a port.
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    downloads: () => downloads,
    host: (id, file) => void files.set(id, file),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function infoOf(id: string, file: HostedFile, base: string): object {
  return {
    ...{ messaging_product: 'whatsapp', id, url: `${base}/files/${id}`, mime_type: file.mimeType ?? 'image/png' },
    sha256: file.sha256 ?? createHash('sha256').update(file.bytes).digest('hex'),
    file_size: file.sizeBytes ?? file.bytes.length,
  };
}

async function serve(file: HostedFile, response: ServerResponse): Promise<void> {
  const refusal = file.refusals?.shift();
  if (refusal !== undefined) return void response.writeHead(refusal).end();
  await file.until;
  response.writeHead(200, { 'content-type': file.mimeType ?? 'image/png' }).end(file.bytes);
}

function answer(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** A picture as an element of `messages[]`. */
export function pictureMessage(from: Person, at: number, image: { id: string; url?: string }): Record<string, unknown> {
  const timestamp = String(Math.floor(at / 1_000));
  const file = { mime_type: 'image/png', ...image };
  return { from: from.phone, id: `wamid.file${image.id}`, timestamp, type: 'image', image: file };
}
