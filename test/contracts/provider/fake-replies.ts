import type { Provider, ProviderHost, WebhookReply } from '../../../src/domain/provider.ts';
import type { Breakage } from './breakage.ts';

type Replies = Required<Pick<Provider, 'refuse' | 'webhookReply' | 'callback'>>;

/** The answers of the made-up provider's own. */
export function createFakeReplies(host: ProviderHost, secret: string, breakage: Breakage): Replies {
  return {
    refuse: ({ body }) => {
      if (body.length === 0 && breakage === 'throws_on_what_it_cannot_take') throw new TypeError('no body');
      return body.length === 0 || breakage === 'refuses_good_webhooks' ? text(400, 'nothing came') : undefined;
    },
    webhookReply: (verdict) => {
      if (verdict.ok) return text(200, 'thanks');
      const expected = breakage === 'tells_a_secret_in_its_reply' ? `, not signed with ${secret}` : '';
      return text(breakage === 'thanks_forgers' ? 200 : 403, verdict.reason + expected);
    },
    callback: async ({ query }) => {
      if (query.code === undefined) return undefined;
      try {
        const { status } = await host.fetch('https://api.parcel.example/token', { method: 'POST', redirect: 'manual' });
        return text(status === 200 ? 200 : 502, 'back to Parcel');
      } catch (error) {
        if (breakage === 'throws_on_the_callback_url') throw error;
        return text(502, 'Parcel is away');
      }
    },
  };
}

function text(status: number, body: string): WebhookReply {
  return { status, contentType: 'text/plain', body };
}
