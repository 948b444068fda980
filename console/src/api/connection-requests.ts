import type { Schemas } from '@chasqui/client';
import { api, take } from './client.ts';

/** Tries settings at a provider and lists the numbers of the account; nothing is stored. */
export function readAccount(providerId: string, settings: Record<string, string>) {
  const params = { path: { id: providerId } };
  return take(api.POST('/api/v1/providers/{id}/account', { params, body: { settings } }));
}

/** A channel with its first connection; nothing is asked of the provider. */
export function createChannel(channel: Schemas['CreateChannel']) {
  return take(api.POST('/api/v1/channels', { body: channel }));
}

/** What is not named stays; `senders` replaces all of them. */
export function changeChannel(id: string, change: Schemas['UpdateChannel']) {
  return take(api.PATCH('/api/v1/channels/{id}', { params: { path: { id } }, body: change }));
}

/** As `active` it replaces the active connection, which then drains. */
export function addConnection(channelId: string, connection: Schemas['CreateConnection']) {
  return take(api.POST('/api/v1/channels/{id}/connections', { params: { path: { id: channelId } }, body: connection }));
}

/** The active connection then stands by. */
export function activateConnection(channelId: string, connectionId: string) {
  const params = { path: { id: channelId, connectionId } };
  return take(api.PATCH('/api/v1/channels/{id}/connections/{connectionId}', { params, body: { state: 'active' } }));
}

/** Not the active one. */
export function deleteConnection(channelId: string, connectionId: string) {
  const params = { path: { id: channelId, connectionId } };
  return take(api.DELETE('/api/v1/channels/{id}/connections/{connectionId}', { params }));
}
