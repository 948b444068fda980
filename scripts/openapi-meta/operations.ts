import type { Operation } from './description.ts';
import type { Exchange } from './exchanges.ts';

/** What the ids of a run stand for in the document's paths. */
export interface Ids {
  phoneNumberId: string;
  businessAccountId: string;
}

/** The document's name for a path; nothing for what it does not describe. */
export function operationOf({ method, path }: Exchange, ids: Ids): Operation | undefined {
  const [id = '', edge, last] = path.split('/').filter(Boolean);
  if (last !== undefined) return { method, path: `/{Version}/{Phone-Number-ID}/${edge}/{QR-Code-ID}` };
  if (edge !== undefined) return { method, path: `/{Version}/${placeholderOf(id, ids)}/${edge}` };
  if (id === ids.phoneNumberId || id === ids.businessAccountId)
    return { method, path: `/{Version}/${placeholderOf(id, ids)}` };
  // Media ids have 15 digits here, template ids 16.
  return { method, path: id.length === 15 ? '/{Version}/{Media-ID}' : '/{Version}/{TEMPLATE_ID}' };
}

function placeholderOf(id: string, ids: Ids): string {
  if (id === ids.phoneNumberId) return '{Phone-Number-ID}';
  return id === ids.businessAccountId ? '{WABA-ID}' : '{Application-ID}';
}
