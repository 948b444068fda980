import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Platform } from './platform.ts';
import { ApiFailure } from './refusals.ts';
import { countAttributes, type Template } from './template.ts';

const query = z.object({ templatename: z.string().min(1) });

/** Status and preview of templates. What stands below `data` is not documented: it is invented. */
export function addTemplateRoutes(app: FastifyInstance, { admission, templates }: Platform): void {
  const asked = (request: FastifyRequest): [Template, ...Template[]] => {
    const numbers = admission.numbersOfBareKey(request);
    const { data } = query.safeParse(request.query);
    if (!data) throw new ApiFailure(8001, 'templatename is required');
    const [first, ...others] = numbers.flatMap(({ id }) => templates.named(id, data.templatename));
    if (!first) throw new ApiFailure(8006, `Template ${data.templatename} does not exist`);
    return [first, ...others];
  };

  app.get('/metainfo/template/status', async (request) => {
    const [{ name, status }] = asked(request);
    return { status: 'success', data: { templatename: name, status } };
  });
  app.get('/metainfo/template/preview', async (request) => {
    const [first, ...others] = asked(request);
    return { status: 'success', data: { templatename: first.name, templates: [first, ...others].map(renderTemplate) } };
  });
}

function renderTemplate(template: Template): object {
  const { locale, category, status, header, body, footer, buttons = [] } = template;
  return {
    locale,
    category: category.toUpperCase(),
    status,
    ...(header && { header: header.kind === 'text' ? { type: 'text', text: header.text } : { type: header.kind } }),
    body,
    ...(footer && { footer }),
    buttons: buttons.map(({ kind, ...button }) => ({ type: kind, ...button })),
    attributes: countAttributes(template),
  };
}
