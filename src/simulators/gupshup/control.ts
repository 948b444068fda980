import { dropUndefined } from '../kit/drop-undefined.ts';
import { parseRequest } from '../kit/parse-request.ts';
import { notFound } from '../kit/problem.ts';
import type { Accounts, AssociatedApp } from './account.ts';
import type { EnterpriseConditions, SelfServeConditions } from './conditions.ts';
import { conditionsOf, type TemplateOrder, type WebhookOrder } from './control-schemas.ts';
import type { Reports } from './enterprise/reports.ts';
import type { Outbox } from './outbox.ts';
import type { TemplateBook } from './templates/template-book.ts';

interface ControlParts {
  accounts: Accounts;
  outbox: Outbox;
  reports: Reports;
  templates: TemplateBook;
}

/** What a script does beside the people's acts; the same for callers in the process and over HTTP. */
export interface GupshupControl {
  /** Posts any callback, authorised as real ones. Without a number: from the first. */
  sendWebhook(order: WebhookOrder): void;
  setConditions(numberId: string, conditions: Partial<EnterpriseConditions> | Partial<SelfServeConditions>): void;
  associateApp(numberId: string, app: AssociatedApp | undefined): void;
  holdReports(numberId: string): void;
  releaseReports(numberId: string, order?: 'reversed'): void;
  /** Decides on a template, or changes its category; apps are told. */
  changeTemplate(order: TemplateOrder): void;
}

export function createControl({ accounts, outbox, reports, templates }: ControlParts): GupshupControl {
  return {
    sendWebhook({ numberId, body, encoding, authorization }) {
      const number = numberId === undefined ? accounts.list()[0] : accounts.require(numberId);
      if (!number) throw notFound('A Gupshup number');
      const signed = authorization === undefined ? {} : { authorization };
      outbox.send({ number, ...encode(body, encoding ?? 'json'), line: 'script', ...signed });
    },
    setConditions(numberId, conditions) {
      const number = accounts.require(numberId);
      if (number.product === 'enterprise') {
        const wanted = dropUndefined(parseRequest(conditionsOf.enterprise, conditions));
        accounts.set({ ...number, conditions: { ...number.conditions, ...wanted } });
      } else {
        const wanted = dropUndefined(parseRequest(conditionsOf.self_serve, conditions));
        accounts.set({ ...number, conditions: { ...number.conditions, ...wanted } });
      }
    },
    associateApp(numberId, app) {
      const { app: _before, ...number } = accounts.require(numberId);
      accounts.set({ ...number, ...(app && { app }) });
    },
    holdReports: reports.hold,
    releaseReports: reports.release,
    changeTemplate({ numberId, name, language, ...change }) {
      const known = templates.list(accounts.require(numberId).numberId);
      const template = known.find((one) => one.name === name && one.language === language);
      if (!template) throw notFound(`Template ${name} in ${language}`);
      templates.change(numberId, template.uuid, dropUndefined(change));
    },
  };
}

function encode(body: WebhookOrder['body'], encoding: 'form' | 'json') {
  const contentType =
    encoding === 'form' ? ('application/x-www-form-urlencoded' as const) : ('application/json' as const);
  if (typeof body === 'string') return { contentType, body };
  if (encoding === 'json') return { contentType, body: JSON.stringify(body) };
  const fields = Object.entries(body).map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return { contentType, body: new URLSearchParams(fields).toString() };
}
