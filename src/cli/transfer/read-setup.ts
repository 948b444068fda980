import { eachItem } from '@chasqui/client';
import type { Api, Schemas } from '../client.ts';

/** All that is set up at a gateway, as its API tells it. */
export interface Setup {
  applications: readonly Schemas['Application'][];
  bots: readonly Schemas['Bot'][];
  channels: readonly Schemas['Channel'][];
  eventWebhooks: readonly Schemas['EventWebhook'][];
  /** By the channel's id; what was last read from the provider. */
  templates: ReadonlyMap<string, readonly Schemas['Template'][]>;
  providers: readonly Schemas['Provider'][];
  connectors: readonly Schemas['Connector'][];
}

/** The longest page of the API. */
const limit = 100;

/** Reads everything, page by page. The key must be allowed to manage all channels. */
export async function readSetup(api: Api): Promise<Setup> {
  const query = (cursor: string | undefined) => ({
    params: { query: { limit, ...(cursor !== undefined && { cursor }) } },
  });
  const [applications, bots, channels, eventWebhooks, providers, connectors] = await Promise.all([
    all(eachItem((cursor) => api.GET('/api/v1/applications', query(cursor)))),
    all(eachItem((cursor) => api.GET('/api/v1/bots', query(cursor)))),
    all(eachItem((cursor) => api.GET('/api/v1/channels', query(cursor)))),
    all(eachItem((cursor) => api.GET('/api/v1/event-webhooks', query(cursor)))),
    all(eachItem((cursor) => api.GET('/api/v1/providers', query(cursor)))),
    all(eachItem((cursor) => api.GET('/api/v1/connectors', query(cursor)))),
  ]);
  const templates = new Map<string, readonly Schemas['Template'][]>();
  for (const { id } of channels) templates.set(id, await readTemplates(api, id));
  return { applications, bots, channels, eventWebhooks, templates, providers, connectors };
}

function readTemplates(api: Api, id: string): Promise<Schemas['Template'][]> {
  return all(
    eachItem((cursor) =>
      api.GET('/api/v1/channels/{id}/templates', {
        params: { path: { id }, query: { limit, ...(cursor !== undefined && { cursor }) } },
      }),
    ),
  );
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}
