import { setTimeout as pause } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { APP_SECRET, sign } from '../wire.ts';

const AGAIN_AFTER_MS = 500;
const MOST_TRIES = 120;

/** Delivers webhooks as Meta does: again and again until they are acknowledged. */
export interface Postman {
  /** False if it gave up. */
  deliver(body: Buffer): Promise<boolean>;
  /** Once, signed with another secret than the app's; the status of the answer. */
  forge(body: Buffer): Promise<number>;
  close(): Promise<void>;
}

export function createPostman(url: string): Postman {
  const dispatcher = new Agent({ connections: 64, headersTimeout: 15_000 });

  async function post(body: Buffer, secret: string): Promise<number> {
    const headers = { 'content-type': 'application/json', 'x-hub-signature-256': sign(body, secret) };
    const response = await request(url, { method: 'POST', headers, body, dispatcher });
    await response.body.dump();
    return response.statusCode;
  }

  return {
    async deliver(body) {
      for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
        const status = await post(body, APP_SECRET).catch(() => 0);
        if (status >= 200 && status < 300) return true;
        await pause(AGAIN_AFTER_MS);
      }
      return false;
    },
    forge: (body) => post(body, 'not-the-app-secret'),
    close: () => dispatcher.destroy(),
  };
}
