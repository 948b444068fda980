import { expect, test } from 'vitest';
import { fakeConnection, sendCase, sendContext } from '../../test/support/send-case.ts';
import type { OutboundContent } from '../domain/content.ts';
import type { AttemptId, ChannelId } from '../domain/ids.ts';
import type { ConnectionEntry } from '../services/directory.ts';
import type { ChannelAccount, StoredTemplate } from '../store/templates.ts';
import { toOutbound } from './outbound.ts';
import { createPrepareSend } from './prepare-send.ts';

const WELCOME: OutboundContent = { type: 'template', name: 'welcome', language: 'en' };
const { signal } = new AbortController();

function template(name: string, account: string): StoredTemplate {
  return { name, language: 'en', account, channelId: 'chn_1' as ChannelId } as StoredTemplate; // Only these are looked at.
}

/** A connection with templates whose account goes by its id. */
function connection(id: string): ConnectionEntry {
  const fake = fakeConnection({ id: `con_${id}`, doubt: 'none' });
  return { ...fake, definition: { ...fake.definition, id }, provider: { ...fake.provider, templates: {} as never } };
}

interface Scene {
  content: OutboundContent;
  /** Where it leaves; the channel's active connection is `tall`. */
  by?: ConnectionEntry;
  known?: readonly StoredTemplate[] | Error;
}

async function prepare({ content, by, known = [] }: Scene) {
  const active = connection('tall');
  const asked: ChannelAccount[] = [];
  const context = sendContext([active]);
  Object.assign(context, {
    templates: {
      of: async (account: ChannelAccount) => {
        asked.push(account);
        if (known instanceof Error) throw known;
        return known.filter((one) => one.account === account.account);
      },
    },
  });
  const claimed = sendCase({ now: 0, active, work: { content } });
  const prepared = await createPrepareSend(context)({ ...claimed, connection: by ?? active }, signal);
  return { prepared, asked, errors: context.errors };
}

test('a template goes with our copy of it, of the account that it leaves by', async () => {
  const known = [template('welcome', 'tall'), template('welcome', 'wide'), template('other', 'tall')];
  const [first, standIn] = [
    await prepare({ content: WELCOME, known }),
    await prepare({ content: WELCOME, known, by: connection('wide') }),
  ];
  for (const [{ prepared }, account] of [
    [first, 'tall'],
    [standIn, 'wide'],
  ] as const) {
    if (!prepared.ok) throw new Error('it could not be prepared');
    const message = toOutbound(prepared.sendCase, 'att_1' as AttemptId, signal);
    expect(message).toMatchObject({ content: WELCOME, template: { name: 'welcome', account } });
  }
});

test('a template of which there is no copy goes without', async () => {
  const { prepared } = await prepare({ content: WELCOME, known: [template('other', 'tall')] });
  if (!prepared.ok) throw new Error('it could not be prepared');
  expect(toOutbound(prepared.sendCase, 'att_1' as AttemptId, signal)).not.toHaveProperty('template');
});

test('nothing is looked up for what is no template', async () => {
  const { prepared, asked } = await prepare({ content: { type: 'text', text: 'welcome' } });
  expect(prepared).toMatchObject({ ok: true, sendCase: { work: { content: { text: 'welcome' } } } });
  expect(asked).toEqual([]);
});

test('while templates cannot be read, nothing was sent and it is tried again', async () => {
  const { prepared, errors } = await prepare({ content: WELCOME, known: new Error('the store is away') });
  expect(prepared).toMatchObject({ ok: false, failure: { kind: 'provider_unavailable' } });
  expect(errors).toEqual(['templates']);
});
