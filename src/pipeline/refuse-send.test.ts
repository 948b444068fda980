import { expect, test } from 'vitest';
import { fakeConnection, sendCase } from '../../test/support/send-case.ts';
import type { OutboundContent } from '../domain/content.ts';
import type { Identifier } from '../domain/identity.ts';
import type { ConnectionEntry } from '../services/directory.ts';
import type { StoredTemplate } from '../store/templates.ts';
import type { ClaimedSend } from '../store/work.ts';
import { refuseSend } from './refuse-send.ts';

const PHONE: Identifier = { kind: 'phone', value: '15550001111', matchKey: '15550001111' };
const USER: Identifier = { kind: 'user_id', value: 'US.a1', matchKey: 'US.a1' };
const GROUP: Identifier = { kind: 'group', value: 'g1', matchKey: 'g1' };
const BODY = { header: null, body: { text: 'Hi', variables: [] }, footer: null, buttons: [], cards: [] };

function stored(name: string, category: string): StoredTemplate {
  const template = { ...BODY, name, language: 'en', category, status: 'approved', parameterFormat: 'positional' };
  return template as unknown as StoredTemplate; // No more of it is looked at.
}

const TEMPLATES = [stored('code', 'authentication'), stored('news', 'utility')];

interface Scene {
  content?: OutboundContent;
  known?: readonly StoredTemplate[] | null;
  refusalCodes?: { codeToUserId?: string };
  /** At which the connection that sends has its templates; those that are known are of `a1`. */
  account?: string;
}

async function refused(identifiers: readonly Identifier[], scene: Scene = {}) {
  const { content = template('code'), known = TEMPLATES, refusalCodes = { codeToUserId: '131062' } } = scene;
  const { account = 'a1' } = scene;
  const plain = fakeConnection({ id: 'con_1', doubt: 'echo', refusalCodes });
  const active = {
    ...plain,
    definition: { ...plain.definition, accountKey: 'account' },
    provider: { templates: {} },
  } as unknown as ConnectionEntry; // That there are templates is all that is asked.
  const one = sendCase({ now: 0, active, work: { content } });
  const work = { ...one.work, conversation: { ...one.work.conversation, identifiers } } as ClaimedSend;
  const senders = one.channel.senders.map((sender) => ({ ...sender, fields: { account: 'a1', other: 'a2' } }));
  const of = async (asked: { account: string }) => (asked.account === 'a1' ? known : null);
  const connection = {
    ...active,
    definition: { ...active.definition, accountKey: account === 'a1' ? 'account' : 'other' },
  };
  const given = { ...one, work, connection, channel: { ...one.channel, senders } };
  return refuseSend(given, { templates: { of, peek: () => null } });
}

function template(name: string): OutboundContent {
  return { type: 'template', name, language: 'en' };
}

test('a one-time code for somebody whose number is not known is refused with the code of the provider', async () => {
  expect(await refused([USER])).toMatchObject({ kind: 'message_invalid', code: '131062' });
});

test.each([
  ['somebody with a number', [USER, PHONE], {}],
  ['another template', [USER], { content: template('news') }],
  ['a text', [USER], { content: { type: 'text', text: 'Hi' } }],
  ['a template of which nothing is known', [USER], { known: null }],
  ['a template of the connection that does not send', [USER], { account: 'a2' }],
  ['a provider that takes user ids for codes', [USER], { refusalCodes: {} }],
] satisfies [string, Identifier[], Scene][])('nothing is said against %s', async (_what, identifiers, scene) => {
  expect(await refused(identifiers, scene)).toBeNull();
});

test('item 29: nothing is sent to a group', async () => {
  expect(await refused([GROUP], { content: { type: 'text', text: 'Hi' } })).toMatchObject({ kind: 'message_invalid' });
});
