import { accessSync, constants, openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { type Api, type Schemas, unwrap } from './client.ts';
import { fileTrouble, UsageError } from './errors.ts';
import { mediaTypeOf } from './media-type.ts';

export interface UploadOptions {
  channelId: string;
  path: string;
  /** Media type where bytes and name do not tell. */
  type?: string;
}

/** How a message names a file: an address as such, an id of an upload, or a path, which is uploaded first. */
export async function mediaOf(api: Api, channelId: string, given: string): Promise<Schemas['OutboundMedia']> {
  if (/^https?:\/\//i.test(given)) return { url: given };
  if (/^med_\w+$/.test(given)) return { id: given };
  const { id } = await upload(api, { channelId, path: given });
  return { id, fileName: basename(given) };
}

/** Sends a file from disk to the gateway without reading it whole. */
export async function upload(api: Api, { channelId, path, type }: UploadOptions): Promise<Schemas['Media']> {
  const form = new FormData();
  form.append('channelId', channelId);
  form.append('file', await openFile(path, type), basename(path));
  const body = { channelId, file: path };
  return unwrap(api.POST('/api/v1/media', { body, bodySerializer: () => form }));
}

async function openFile(path: string, given: string | undefined): Promise<Blob> {
  try {
    // Says why it cannot be read; `openAsBlob` does not.
    accessSync(path, constants.R_OK);
    const type = given ?? (await mediaTypeOf(path));
    return await openAsBlob(path, type === undefined ? {} : { type });
  } catch (cause) {
    throw new UsageError(`${path} cannot be read: ${fileTrouble(cause)}`, { cause });
  }
}
