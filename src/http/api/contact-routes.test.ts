import { afterEach, describe, expect, it } from 'vitest';
import { asAdmin, fakeParts } from '../../../test/support/http-parts.ts';
import type { ChannelId, ContactId } from '../../domain/ids.ts';
import type { ContactDetail } from '../../store/contacts.ts';
import { createServer } from '../server.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const MARA: ContactDetail = {
  id: 'contact_1' as ContactId,
  channelId: 'chn_1' as ChannelId,
  contactName: 'Mara',
  username: 'mara.e',
  identifiers: [{ kind: 'phone', value: '15550001111', matchKey: '15550001111' }],
  marketingOptedOutAt: null,
  mergedInto: null,
  createdAt: Date.UTC(2026, 0, 2),
  conversations: [],
  merged: ['contact_0' as ContactId],
};

const SHOWN = {
  ...{ id: 'contact_1', channelId: 'chn_1', name: 'Mara', username: 'mara.e', mergedInto: null },
  ...{ identifiers: [{ kind: 'phone', value: '15550001111' }], marketingOptedOutAt: null },
  createdAt: '2026-01-02T00:00:00.000Z',
};

function serve() {
  const asked: unknown[] = [];
  const app = createServer(
    fakeParts({
      contacts: {
        async list(_access, filter, page) {
          asked.push({ filter, page });
          return { items: [MARA], nextCursor: null };
        },
        get: async () => MARA,
        setMarketing: async (_access, _id, marketing) => ({
          ...MARA,
          marketingOptedOutAt: marketing === 'stop' ? Date.UTC(2026, 0, 3) : null,
        }),
      },
    }),
  );
  closing.push(() => app.close());
  const call = (method: 'GET' | 'PATCH', url: string, payload?: object) =>
    app.inject({ method, url: `/api/v1${url}`, headers: asAdmin, ...(payload && { payload }) });
  return { asked, call };
}

describe('contacts', () => {
  it('are listed by channel and what was typed', async () => {
    const { asked, call } = serve();
    const listed = await call('GET', '/contacts?channelId=chn_1&query=%2B1%20555&limit=10');
    expect(listed.json()).toEqual({ items: [SHOWN], nextCursor: null });
    expect(asked).toEqual([{ filter: { channelId: 'chn_1', query: '+1 555' }, page: { limit: 10 } }]);
  });

  it('are shown with their conversations and who they were before', async () => {
    const shown = await serve().call('GET', '/contacts/contact_1');
    expect(shown.json()).toEqual({ ...SHOWN, conversations: [], merged: ['contact_0'] });
  });

  it('may be told to want no marketing', async () => {
    const { call } = serve();
    const changed = await call('PATCH', '/contacts/contact_1', { marketing: 'stop' });
    expect(changed.json()).toMatchObject({ marketingOptedOutAt: '2026-01-03T00:00:00.000Z' });
    const refused = await call('PATCH', '/contacts/contact_1', { marketing: 'maybe' });
    expect(refused.json()).toMatchObject({ status: 400, errors: [{ path: '/marketing' }] });
  });
});
