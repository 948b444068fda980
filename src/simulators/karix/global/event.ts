import type { KarixNumber } from '../account.ts';
import { nextUid } from '../ids.ts';
import type { GlobalMessage } from './message.ts';

const API_VERSION = '2.0';

/** An event about a message. Receivers found the version at either place. */
export function renderEvent(message: GlobalMessage, { webhookForm: { apiVersionIn } }: KarixNumber): object {
  const version = { api_version: API_VERSION };
  return {
    uid: nextUid(),
    ...(apiVersionIn !== 'data' && version),
    type: 'message',
    data: { ...message, ...(apiVersionIn !== 'event' && version) },
  };
}
