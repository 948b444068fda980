import type { Exchange } from '../recorder.ts';

/** What the ids of a run stand for in the document's paths. */
export interface Ids {
  phoneNumberId: string;
  businessAccountId: string;
}

/** The document's name for a path: what an id is of cannot be seen in it. */
export function pathOf({ url }: Pick<Exchange, 'url'>, ids: Ids): string {
  const [, id = '', edge, last] = url.pathname.split('/').filter(Boolean);
  if (last !== undefined) return `/{Version}/{Phone-Number-ID}/${edge}/{QR-Code-ID}`;
  if (edge !== undefined) return `/{Version}/${placeholderOf(id, ids)}/${edge}`;
  if (id === ids.phoneNumberId || id === ids.businessAccountId) return `/{Version}/${placeholderOf(id, ids)}`;
  // Media ids have 15 digits here, template ids 16.
  return id.length === 15 ? '/{Version}/{Media-ID}' : '/{Version}/{TEMPLATE_ID}';
}

function placeholderOf(id: string, ids: Ids): string {
  if (id === ids.phoneNumberId) return '{Phone-Number-ID}';
  return id === ids.businessAccountId ? '{WABA-ID}' : '{Application-ID}';
}
