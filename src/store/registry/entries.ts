import type { AnyOperation, AnyQuery } from '../engine.ts';
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
import { deleteChannel, insertChannel, updateChannel } from './channels.ts';
import { releaseConnection, stopConnection, wakeStopped } from './connection-stops.ts';
import { deleteConnection, insertConnection, updateConnection } from './connections.ts';
import { getMeta, putMeta, putMetaOnce } from './meta.ts';
import { updateSenderFields } from './senders.ts';
import { snapshot, version } from './snapshot.ts';
import { tellStandIn } from './stand-ins.ts';

/** The registry's part of the catalogue. */
export const registryOperations: readonly AnyOperation[] = [
  ...[insertBot, updateBot, deleteBot],
  ...[insertChannel, updateChannel, deleteChannel],
  ...[insertConnection, updateConnection, deleteConnection],
  ...[stopConnection, releaseConnection, wakeStopped, tellStandIn],
  updateSenderFields,
  ...[insertApiKey, deleteApiKey, touchApiKey],
  ...[insertApplication, updateApplication, deleteApplication, useToken],
  ...[putMetaOnce, putMeta],
];

export const registryQueries: readonly AnyQuery[] = [
  ...[snapshot, version, getMeta],
  ...[listApiKeys, findApiKey],
  ...[listApplications, findApplication],
];
