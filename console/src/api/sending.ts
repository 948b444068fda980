import type { Schemas } from '@chasqui/client';
import { api, take } from './client.ts';

/** Sends one message; `key` makes a repetition of the same request harmless. */
export function sendMessage(message: Schemas['SendMessage'], key: string) {
  return take(api.POST('/api/v1/messages', { params: { header: { 'idempotency-key': key } }, body: message }));
}

/** Uploads a file, for messages of this channel. */
export function uploadFile(channelId: string, file: File) {
  return take(
    api.POST('/api/v1/media', {
      // The form is the body; its type describes the parts.
      body: { channelId, file: file.name },
      bodySerializer: () => {
        const form = new FormData();
        form.append('channelId', channelId);
        form.append('file', file);
        return form;
      },
    }),
  );
}

/** A key under which one message is sent at most once. */
export function newSendKey(): string {
  const words = crypto.getRandomValues(new Uint32Array(4));
  return [...words].map((word) => word.toString(36)).join('-');
}
