import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parseForm } from '../../kit/multipart.ts';
import { nextUid } from '../ids.ts';
import type { Template, TemplateButton } from '../template.ts';
import type { TemplateBook } from '../template-book.ts';
import type { RcmAdmission } from './admission.ts';
import { RcmRefusal } from './refusal.ts';

const component = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('HEADER'),
    format: z.enum(['TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT']),
    text: z.string().optional(),
  }),
  z.object({ type: z.literal('BODY'), text: z.string().min(1) }),
  z.object({ type: z.literal('FOOTER'), text: z.string().min(1) }),
  z.object({
    type: z.literal('BUTTONS'),
    buttons: z.array(
      z.object({ type: z.enum(['QUICK_REPLY', 'URL']), text: z.string().min(1), url: z.string().optional() }),
    ),
  }),
]);

const templateBody = z.object({
  template_name: z.string().regex(/^[a-z0-9_]+$/),
  language: z.string().min(2),
  category: z.enum(['MARKETING', 'UTILITY', 'AUTHENTICATION']),
  components: z.array(component),
});

const optInBody = z.object({
  action: z.enum(['optin', 'optout']),
  mobile: z.string().regex(/^\d{10,15}$/),
  pin: z.string(),
  optinid: z.string(),
});

export interface RcmAccountParts {
  admission: RcmAdmission;
  templates: TemplateBook;
}

/**
 * Templates and consent. Karix gives the addresses to each customer: those here are invented. Nobody told whether an
 * opt-in changes anything about later messages, so it does not.
 */
export function addAccountRoutes(app: FastifyInstance, { admission, templates }: RcmAccountParts): void {
  app.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.post('/services/rcm/template/sample', async (request) => {
    admission.numbersOf(request.headers);
    const form = await parseForm(request.body, request.headers['content-type']).catch((cause: Error) => {
      throw new RcmRefusal(400, cause.message);
    });
    if (!(form.get('file') instanceof File)) throw new RcmRefusal(400, 'Invalid file');
    return { fileHandle: `4:${nextUid()}` };
  });
  app.post('/services/rcm/template', async (request, reply) => {
    const numbers = admission.numbersOf(request.headers);
    const template = parseTemplate(request.body);
    if (typeof template === 'string') {
      return reply.status(400).send({ errorCode: '400', errorMessage: template });
    }
    for (const { id } of numbers) templates.add(id, template);
    return { statusCode: '200', statusDesc: 'Template submitted', status: 'PENDING' };
  });
  app.post('/services/rcm/optin', async (request) => {
    const { data } = optInBody.safeParse(request.body);
    if (!data) throw new RcmRefusal(400, 'Invalid opt-in');
    const numbers = admission.numbersOf({ authentication: `Bearer ${data.pin}` });
    if (!numbers.some(({ phoneNumber }) => phoneNumber === data.optinid)) throw new RcmRefusal(400, 'Invalid optinid');
    return { statusCode: '200', statusDesc: 'Success' };
  });
}

/** A sentence if it is not acceptable. */
function parseTemplate(body: unknown): Template | string {
  const { success, data, error } = templateBody.safeParse(body);
  if (!success) return `${error.issues[0]?.path.join('.')}: ${error.issues[0]?.message}`;
  const { template_name: name, language, category, components } = data;
  const parts = components.map(parseComponent);
  const text = parts.find((part) => part.body !== undefined)?.body;
  if (text === undefined) return 'components: a BODY is required';
  return { ...Object.assign({}, ...parts), name, language, category, body: text, status: 'PENDING' };
}

function parseComponent(one: z.output<typeof component>): Partial<Template> {
  switch (one.type) {
    case 'HEADER':
      return { header: one.format === 'TEXT' ? { kind: 'text', text: one.text ?? '' } : { kind: kindOf(one.format) } };
    case 'BODY':
      return { body: one.text };
    case 'FOOTER':
      return { footer: one.text };
    case 'BUTTONS':
      return { buttons: one.buttons.map(parseButton) };
  }
}

function kindOf(format: 'IMAGE' | 'VIDEO' | 'DOCUMENT'): 'image' | 'video' | 'document' {
  return ({ IMAGE: 'image', VIDEO: 'video', DOCUMENT: 'document' } as const)[format];
}

function parseButton({
  type,
  text,
  url = '',
}: {
  type: string;
  text: string;
  url?: string | undefined;
}): TemplateButton {
  return type === 'URL' ? { kind: 'url', text, url } : { kind: 'quick_reply', text };
}
