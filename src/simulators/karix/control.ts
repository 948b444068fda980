import { dropUndefined } from '../kit/drop-undefined.ts';
import { notFound } from '../kit/problem.ts';
import type { Accounts } from './account.ts';
import type { AccountConditions, AnswerOrder, TemplateOrder, WebhookOrder } from './control-schemas.ts';
import type { Outbox } from './outbox.ts';
import { type AnswerForm, USUAL_ANSWERS } from './rcm/refusal.ts';
import type { TemplateBook } from './template-book.ts';

interface ControlParts {
  accounts: Accounts;
  outbox: Outbox;
  templates: TemplateBook;
}

/** What a script does beside the people's acts; the same for callers in the process and over HTTP. */
export interface KarixControl {
  /** Posts any body as a webhook, with the header that real ones have. Without a number: the first. */
  sendWebhook(order: WebhookOrder): void;
  /** Sets conditions of a number and the form of its webhooks. */
  setConditions(numberId: string, conditions: AccountConditions): void;
  /** Sets how the RCM API writes refusals, for all numbers. */
  setAnswerForm(form: AnswerOrder): void;
  answerForm(): AnswerForm;
  /** Adds a template, or decides on one. */
  changeTemplate(order: TemplateOrder): void;
}

export function createControl({ accounts, outbox, templates }: ControlParts): KarixControl {
  let form = USUAL_ANSWERS;
  return {
    sendWebhook({ numberId, body }) {
      const number = numberId === undefined ? accounts.list()[0] : accounts.require(numberId);
      if (!number) throw notFound('A Karix number');
      outbox.post(number, typeof body === 'string' ? body : JSON.stringify(body));
    },
    setConditions(numberId, { webhookForm = {}, ...conditions }) {
      const number = accounts.require(numberId);
      accounts.set({
        ...number,
        conditions: { ...number.conditions, ...dropUndefined(conditions) },
        webhookForm: { ...number.webhookForm, ...dropUndefined(webhookForm) },
      });
    },
    setAnswerForm(order) {
      form = { ...form, ...dropUndefined(order) };
    },
    answerForm: () => form,
    changeTemplate({ numberId, name, body, status = 'PENDING', language = 'en', category = 'UTILITY', ...parts }) {
      accounts.require(numberId);
      if (body !== undefined) {
        return templates.add(numberId, { name, language, category, body, status, ...dropUndefined(parts) });
      }
      if (!templates.decide(numberId, name, status)) throw notFound(`Template ${name}`);
    },
  };
}
