/**
 * Shapes that travel to and from Infobip.
 * https://www.infobip.com/docs/api/channels/whatsapp (OpenAPI 3.210.0, seen 2026-07)
 */
import { asNumber, asObject, asText, type JsonObject } from '../kit/json.ts';
import type { WireStatus } from './codes.ts';

/** What a message says, and which of the endpoints below `/whatsapp/1/message/` takes it. */
export interface Draft {
  path: string;
  /** Absent where the kind says it all. */
  content?: JsonObject;
  /** Members of the message beside the usual ones, which they replace. */
  members?: JsonObject;
}

/** One request. */
export interface Rendered {
  path: string;
  body: JsonObject;
}

/** A `status` or `error` object; any member may be missing. */
export function readWireStatus(value: unknown): WireStatus {
  const { groupId, id, name, description } = asObject(value);
  return {
    groupId: asNumber(groupId),
    id: asNumber(id),
    name: asText(name),
    description: asText(description),
  };
}
