import type { OrderedFailure } from '../kit/answer-fault.ts';
import type { Accounts, InfobipAccount } from './account.ts';
import type { InfobipIds } from './ids.ts';
import type { Parcel } from './parcel.ts';
import type { Sending, SingleInfo } from './sending.ts';
import { bulkSchema, type TemplateMessage } from './templates/sent-template.ts';
import type { TemplateBook } from './templates/template-book.ts';
import { showTemplate } from './templates/template-display.ts';
import { parseBody } from './validation.ts';

export interface TemplateSendParts {
  accounts: Accounts;
  templates: TemplateBook;
  ids: InfobipIds;
  sending: Sending;
}

/** Sends a request of templates. Throws a 400 that names faults by their paths within a message. */
export function sendTemplates(
  { accounts, templates, ids, sending }: TemplateSendParts,
  account: InfobipAccount,
  body: unknown,
  failure?: OrderedFailure,
): { messages: SingleInfo[]; bulkId: string } {
  const { messages, bulkId = ids.bulkId() } = parseBody(bulkSchema, body, /^messages\[\d+\]\./);
  const parcels = messages.map((message) => wrap(message, bulkId, accounts, templates));
  return { messages: parcels.map((parcel) => sending(account, parcel, failure)), bulkId };
}

function wrap(written: TemplateMessage, bulkId: string, accounts: Accounts, templates: TemplateBook): Parcel {
  const { content: sent, smsFailover, urlOptions: _urlOptions, ...envelope } = written;
  const businessAccountId = accounts.bySender(envelope.from)?.businessAccountId ?? 0;
  const definition = templates.find(businessAccountId, sent.templateName, sent.language);
  const shown = showTemplate(definition, sent);
  return {
    message: { ...envelope, kind: 'template', ...shown },
    body: written,
    template: { definition, sent },
    bulkId,
    smsFailover,
  };
}
