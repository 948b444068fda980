import { dropUndefined } from '../kit/drop-undefined.ts';
import { notFound } from '../kit/problem.ts';
import type { Accounts } from './account.ts';
import { type AnswerForm, USUAL_ANSWERS } from './answer-form.ts';
import type { Consents } from './consents.ts';
import type { AccountConditions, AnswerOrder, ConsentOrder, TemplateOrder, WebhookOrder } from './control-schemas.ts';
import type { Outbox } from './outbox.ts';
import type { TemplateBook } from './template-book.ts';

interface ControlParts {
  accounts: Accounts;
  outbox: Outbox;
  templates: TemplateBook;
  consents: Consents;
}

/** What a script does beside the people's acts; the same for callers in the process and over HTTP. */
export interface NetcoreControl {
  /** Posts any body as a webhook, with the header that real ones have. Without a number: the first. */
  sendWebhook(order: WebhookOrder): void;
  /** Sets conditions of a number and the form of its webhooks. */
  setConditions(numberId: string, conditions: AccountConditions): void;
  /** Sets how refusals are written, for all numbers. */
  setAnswerForm(form: AnswerOrder): void;
  answerForm(): AnswerForm;
  /** Adds a template, or decides on one. */
  changeTemplate(order: TemplateOrder): void;
  /** Changes a person's opt-in without the API. */
  setConsent(order: ConsentOrder): void;
}

export function createControl({ accounts, outbox, templates, consents }: ControlParts): NetcoreControl {
  let form = USUAL_ANSWERS;
  return {
    sendWebhook({ numberId, body }) {
      const number = numberId === undefined ? accounts.list()[0] : accounts.require(numberId);
      if (!number) throw notFound('A Netcore number');
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
    changeTemplate({ numberId, name, body, status = 'PENDING', locale = 'en', category = 'utility', ...parts }) {
      accounts.require(numberId);
      if (body !== undefined) {
        return templates.add(numberId, { name, locale, category, body, status, ...dropUndefined(parts) });
      }
      if (!templates.decide(numberId, name, status)) throw notFound(`Template ${name}`);
    },
    setConsent({ numberId, phone, isOptedIn }) {
      const { id } = accounts.require(numberId);
      if (isOptedIn) consents.optIn(id, phone);
      else consents.optOut(id, phone);
    },
  };
}
