import type { Engine } from '../engine.ts';
import type { RegistryStore } from '../registry.ts';
import { deleteApiKey, findApiKey, insertApiKey, listApiKeys, touchApiKey } from './api-keys.ts';
import {
  deleteApplication,
  findApplication,
  insertApplication,
  listApplications,
  updateApplication,
  useToken,
} from './applications.ts';
import { deleteBot, insertBot, updateBot } from './bots.ts';
import { REGISTRY_TOPIC } from './change.ts';
import { deleteChannel, insertChannel, updateChannel } from './channels.ts';
import { releaseConnection, stopConnection, wakeStopped } from './connection-stops.ts';
import { deleteConnection, insertConnection, updateConnection } from './connections.ts';
import { getMeta, putMeta, putMetaOnce } from './meta.ts';
import { updateSenderFields } from './senders.ts';
import { snapshot, version } from './snapshot.ts';
import { tellStandIn } from './stand-ins.ts';

/** The registry contract on either engine. */
export function createRegistryStore(engine: Engine): RegistryStore {
  return {
    snapshot: () => engine.read(snapshot, null),
    version: () => engine.read(version, null),
    onRegistryChange: (changed) => engine.onNotify(REGISTRY_TOPIC, changed),

    insertBot: async (bot) => void (await engine.write(insertBot, bot)),
    updateBot: (bot, of) => engine.write(updateBot, { bot, of: of ?? null }),
    deleteBot: (id) => engine.write(deleteBot, id),

    insertChannel: (channel, connection, senders) => engine.write(insertChannel, { channel, connection, senders }),
    updateChannel: (id, change) => engine.write(updateChannel, { id, change }),
    deleteChannel: (id) => engine.write(deleteChannel, id),

    insertConnection: (connection, senders) => engine.write(insertConnection, { connection, senders: senders ?? null }),
    updateConnection: (id, change) => engine.write(updateConnection, { id, change }),
    deleteConnection: (id) => engine.write(deleteConnection, id),
    stopConnection: (id, stop, attemptAt) => engine.write(stopConnection, { id, stop, attemptAt }),
    releaseConnection: (id) => engine.write(releaseConnection, id),
    wakeStopped: async (channelId) => void (await engine.write(wakeStopped, channelId)),

    tellStandIn: async (told) => void (await engine.write(tellStandIn, told)),

    updateSenderFields: (id, fields) => engine.write(updateSenderFields, { id, fields }),

    insertApiKey: async (key) => void (await engine.write(insertApiKey, key)),
    listApiKeys: () => engine.read(listApiKeys, null),
    findApiKey: (hash) => engine.read(findApiKey, hash),
    deleteApiKey: (id) => engine.write(deleteApiKey, id),
    touchApiKey: async (id, at) => void (await engine.write(touchApiKey, { id, at })),

    insertApplication: async (application) => void (await engine.write(insertApplication, application)),
    listApplications: () => engine.read(listApplications, null),
    findApplication: (id) => engine.read(findApplication, id),
    updateApplication: (application, of) => engine.write(updateApplication, { application, of }),
    deleteApplication: (id) => engine.write(deleteApplication, id),
    useToken: (use) => engine.write(useToken, use),

    getMeta: (name) => engine.read(getMeta, name),
    putMetaOnce: async (name, value) => (await engine.write(putMetaOnce, { name, value })) ?? value,
    putMeta: async (name, value) => void (await engine.write(putMeta, { name, value })),
  };
}
