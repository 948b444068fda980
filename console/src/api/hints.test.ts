import { describe, expect, it } from 'vitest';
import { parseHint, staleKeys } from './hints.ts';

describe('a hint of the stream', () => {
  it('is read', () => {
    expect(parseHint('{"kind":"message","messageId":"m"}')).toEqual({ kind: 'message', messageId: 'm' });
  });

  it('is dropped if it is not one', () => {
    expect(['', 'x', '1', 'null', '{}', '{"kind":1}'].map(parseHint)).toEqual([null, null, null, null, null, null]);
  });
});

describe('what is out of date', () => {
  it('after a message or a status: whatever shows messages', () => {
    expect(staleKeys([{ kind: 'message' }, { kind: 'status' }]).sort()).toEqual([
      ...['bulk-sends', 'contacts', 'conversations', 'dead-letters', 'messages', 'trace'],
    ]);
  });

  it('after a change of a channel: the channel, its health and what the provider told', () =>
    expect(staleKeys([{ kind: 'channel' }])).toEqual(['channels', 'health', 'channel-events']));
  it('after a change of a template: the templates, and the health that counts them', () =>
    expect(staleKeys([{ kind: 'template' }])).toEqual(['templates', 'health']));
  it('after a change that no page shows: nothing', () => expect(staleKeys([{ kind: 'event_webhook' }])).toEqual([]));
  it('after nothing: nothing', () => expect(staleKeys([])).toEqual([]));
});
