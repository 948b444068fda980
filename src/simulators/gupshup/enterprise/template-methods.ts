import type { Accounts, EnterpriseNumber } from '../account.ts';
import type { TemplateBook } from '../templates/template-book.ts';
import { authenticate, type Method } from './checks.ts';
import { readTemplateDraft } from './create-template.ts';
import { badParameter, GatewayError } from './gateway-error.ts';
import type { Parameters } from './parameters.ts';
import { renderTemplate } from './render-template.ts';

/** A page's length if the request names none. */
const PAGE = 50;

type TemplateMethod = Extract<Method, 'get_whatsapp_hsm' | 'create_whatsapp_hsm'>;

const METHODS: readonly TemplateMethod[] = ['get_whatsapp_hsm', 'create_whatsapp_hsm'];

export interface TemplateParts {
  accounts: Accounts;
  templates: TemplateBook;
}

export function isTemplateMethod(parameters: Parameters): boolean {
  return methodOf(parameters) !== undefined;
}

/** Answers are flat objects here, errors too; what is wrong with credentials is 401. */
export function answerTemplateMethod(parameters: Parameters, { accounts, templates }: TemplateParts): object {
  const method = methodOf(parameters) ?? 'get_whatsapp_hsm';
  try {
    const number = authenticate(parameters, accounts.enterprise(), method);
    return method === 'get_whatsapp_hsm'
      ? listTemplates(parameters, number, templates)
      : createTemplate(parameters, number, templates);
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    const isAuth = error.number === 102 || error.number === 103;
    return { status: 'error', id: isAuth ? '401' : String(error.number), details: error.message };
  }
}

function methodOf(parameters: Parameters): TemplateMethod | undefined {
  const wanted = parameters.get('method')?.toLowerCase();
  return METHODS.find((method) => method === wanted);
}

function listTemplates(parameters: Parameters, number: EnterpriseNumber, templates: TemplateBook): object {
  const name = parameters.get('name');
  const id = parameters.get('id');
  const found = templates
    .list(number.numberId)
    .filter((one) => (name === undefined || one.name === name) && (id === undefined || String(one.number) === id));
  const limit = readCount(parameters, 'limit', PAGE);
  const offset = readCount(parameters, 'offset', 0);
  const fields = readFields(parameters.get('fields'));
  const page = found.slice(offset, offset + limit);
  return { data: page.map((one) => renderTemplate(one, fields)), meta: { total: found.length } };
}

function createTemplate(parameters: Parameters, number: EnterpriseNumber, templates: TemplateBook): object {
  const draft = readTemplateDraft(parameters);
  const known = templates.list(number.numberId);
  if (known.some(({ name, language }) => name === draft.name && language === draft.language)) {
    throw badParameter('template_name', 'is taken in this language');
  }
  const template = templates.add(number.numberId, draft);
  return { status: 'success', details: [{ template_id: template.number, template_name: template.name }] };
}

function readCount(parameters: Parameters, name: string, fallback: number): number {
  const value = parameters.get(name);
  if (value === undefined) return fallback;
  if (!/^\d+$/.test(value)) throw badParameter(name, 'is no number');
  return Number(value);
}

function readFields(text = '[]'): string[] {
  try {
    const fields: unknown = JSON.parse(text);
    if (Array.isArray(fields)) return fields.map(String);
  } catch (cause) {
    throw Object.assign(badParameter('fields', 'is no JSON'), { cause });
  }
  throw badParameter('fields', 'is no list');
}
