import type { FastifyRequest } from 'fastify';
import type { Admission } from '../admission.ts';
import { pickFields } from '../fields.ts';
import { GraphError } from '../graph-error.ts';
import { pageOf } from '../paging.ts';
import { idOf, objectBodyOf, queryOf } from '../request.ts';
import type { GraphObject, Route } from '../route.ts';
import type { Template } from './template.ts';
import type { TemplateBook } from './template-book.ts';
import { parseDraft, parseEdit } from './template-schema.ts';

const DEFAULT_FIELDS = ['name', 'parameter_format', 'components', 'language', 'status', 'category', 'id'];
const MOST_TEMPLATES = 250;

interface TemplateParts {
  admission: Admission;
  templates: TemplateBook;
}

/** List, creation and deletion. https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-management */
export function addTemplateRoutes(route: Route, { admission, templates }: TemplateParts): void {
  route('GET', '/:id/message_templates', async (request) => {
    admission.ownAccount(request, idOf(request));
    const all = templates.list(idOf(request));
    const fields = queryOf(request).get('fields');
    const page = pageOf(all.filter(fits(queryOf(request))), request);
    const data = page.data.map((template) => pickFields(renderTemplate(template), fields, DEFAULT_FIELDS));
    return { ...page, data, ...renderSummary(queryOf(request).get('summary'), all) };
  });
  route('POST', '/:id/message_templates', async (request) => {
    admission.ownAccount(request, idOf(request));
    const { id, status, category } = templates.create(idOf(request), parseDraft(objectBodyOf(request)));
    return { id, status, category };
  });
  route('DELETE', '/:id/message_templates', async (request) => {
    admission.ownAccount(request, idOf(request));
    const query = queryOf(request);
    const id = query.get('hsm_id');
    const name = query.get('name') ?? templates.byId(id ?? '')?.template.name;
    if (!name) throw new GraphError(100, { details: 'The parameter name is required.' });
    templates.remove(idOf(request), { name, ...(id && { id }) });
    return { success: true };
  });
  route('POST', '/:id/unpause', async (request) => {
    const template = ownTemplate(request, idOf(request), { admission, templates });
    if (template.status !== 'PAUSED') return { success: false, reason: `The template is ${template.status}.` };
    templates.change(template.id, { status: 'APPROVED', reason: 'UNPAUSE' });
    return { success: true };
  });
}

/** `/{template-id}`: read and edit. */
export function templateObject(parts: TemplateParts): GraphObject {
  return {
    has: (id) => parts.templates.byId(id) !== undefined,
    read: (request, id) => {
      const template = ownTemplate(request, id, parts);
      return pickFields(renderTemplate(template), queryOf(request).get('fields'), DEFAULT_FIELDS);
    },
    change: (request, id) => {
      ownTemplate(request, id, parts);
      const { name, category } = parts.templates.edit(id, parseEdit(objectBodyOf(request)));
      return { success: true, id, name, category };
    },
  };
}

function ownTemplate(request: FastifyRequest, id: string, { admission, templates }: TemplateParts): Template {
  const found = templates.byId(id);
  admission.ownAccount(request, found?.accountId ?? id);
  if (!found) throw new GraphError(100, { subcode: 33 });
  return found.template;
}

function renderTemplate(template: Template): Record<string, unknown> {
  return {
    id: template.id,
    name: template.name,
    parameter_format: template.parameterFormat,
    components: template.components,
    language: template.language,
    status: template.status,
    category: template.category,
    sub_category: undefined,
    previous_category: undefined,
    correct_category: undefined,
    rejected_reason: template.rejectedReason ?? 'NONE',
    quality_score: { score: template.quality, date: Math.floor(template.updatedAt / 1000) },
    message_send_ttl_seconds: template.ttlSeconds,
    library_template_name: undefined,
    cta_url_link_tracking_opted_out: false,
    degrees_of_freedom_spec: undefined,
    last_updated_time: new Date(template.updatedAt).toISOString(),
    allow_category_change: undefined,
  };
}

function fits(query: URLSearchParams): (template: Template) => boolean {
  const wanted = (name: string, value: string) => {
    const asked = query.get(name)?.toUpperCase();
    // One value, or a JSON list of several.
    return asked === undefined || asked === value.toUpperCase() || asked.includes(`"${value.toUpperCase()}"`);
  };
  return ({ name, language, status, category, quality }) =>
    wanted('name', name) &&
    wanted('language', language) &&
    wanted('status', status) &&
    wanted('category', category) &&
    wanted('quality_score', quality) &&
    name.includes(query.get('name_or_content') ?? '');
}

/** The counters that `summary=total_count,…` asks for. */
function renderSummary(asked: string | null, all: readonly Template[]): object {
  if (!asked) return {};
  const counters: Record<string, unknown> = {
    total_count: all.length,
    message_template_count: all.length,
    message_template_limit: MOST_TEMPLATES,
    are_translations_complete: false,
  };
  return { summary: Object.fromEntries(asked.split(',').map((name) => [name, counters[name]])) };
}
