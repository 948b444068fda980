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
  it('after a message or a status: messages, stories and dead letters', () => {
    expect(staleKeys([{ kind: 'message' }, { kind: 'status' }]).sort()).toEqual(['dead-letters', 'messages', 'trace']);
  });

  it('after a change of a channel: the channels alone', () =>
    expect(staleKeys([{ kind: 'channel' }])).toEqual(['channels']));
  it('after nothing: nothing', () => expect(staleKeys([])).toEqual([]));
});
