import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { TemplateButton, TemplateDraft } from '../templates/template.ts';
import { badRequest } from './api-error.ts';
import { type PartnerParts, requirePartnerApp } from './partner-app.ts';
import { renderTemplate } from './render-template.ts';
import { fieldsOf, paramOf } from './requests.ts';

const button = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('QUICK_REPLY'), text: z.string().min(1) }),
  z.looseObject({ type: z.literal('URL'), text: z.string().min(1), url: z.string().min(1) }),
  z.looseObject({ type: z.literal('PHONE_NUMBER'), text: z.string().min(1), phone_number: z.string().min(1) }),
  z.looseObject({ type: z.literal('OTP'), text: z.string().min(1) }),
]);

const buttons = z
  .string()
  .default('[]')
  .transform((text, context) => {
    try {
      return z.array(button).parse(JSON.parse(text));
    } catch {
      // What JSON or schema had to say is not what the API tells.
      context.addIssue({ code: 'custom', message: 'is no list of buttons' });
      return z.NEVER;
    }
  });

const draftSchema = z.object({
  elementName: z
    .string()
    .max(180)
    .regex(/^[a-z0-9_]+$/),
  languageCode: z.string().default('en_US'),
  content: z.string().min(1).max(1024),
  category: z.enum(['MARKETING', 'UTILITY', 'AUTHENTICATION']),
  vertical: z.string().min(1).max(180),
  templateType: z.enum(['TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION']),
  example: z.string().min(1),
  header: z.string().max(60).optional(),
  footer: z.string().max(60).optional(),
  buttons,
});

/** Templates by app token. */
export function addPartnerTemplateRoutes(app: FastifyInstance, parts: PartnerParts): void {
  const { accounts, templates } = parts;
  app.get('/partner/app/:appId/templates', async (request) => {
    const number = requirePartnerApp(request, accounts);
    const all = templates.list(number.numberId);
    return { status: 'success', templates: all.map((template) => renderTemplate(template, number)) };
  });
  app.post('/partner/app/:appId/templates', async (request) => {
    const number = requirePartnerApp(request, accounts);
    const draft = readDraft(fieldsOf(request));
    if (templates.list(number.numberId).some(({ name }) => name === draft.name)) {
      throw badRequest('Template Already exists with same namespace and elementName and languageCode');
    }
    return { status: 'success', template: renderTemplate(templates.add(number.numberId, draft), number) };
  });
  app.put('/partner/app/:appId/templates/:id', async (request) => {
    const number = requirePartnerApp(request, accounts);
    const template = templates.list(number.numberId).find(({ uuid }) => uuid === paramOf(request, 'id'));
    if (!template) throw badRequest('Template does not exist');
    const { content, footer } = fieldsOf(request);
    templates.change(number.numberId, template.uuid, {
      ...(content && { body: content }),
      ...(footer && { footer }),
      status: 'PENDING',
    });
    return { status: 'success' };
  });
  app.delete('/partner/app/:appId/template/:elementName', async (request) => {
    const number = requirePartnerApp(request, accounts);
    const name = paramOf(request, 'elementName');
    const found = templates.list(number.numberId).filter((template) => template.name === name);
    if (found.length === 0) throw badRequest('Template does not exist');
    for (const { uuid } of found) templates.remove(number.numberId, uuid);
    return { status: 'success' };
  });
}

function readDraft(fields: ReturnType<typeof fieldsOf>): TemplateDraft {
  const result = draftSchema.safeParse(fields);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw badRequest(`Invalid ${issue?.path.join('.')}: ${issue?.message}`);
  }
  const { elementName, languageCode, content, category, templateType, header, footer } = result.data;
  return {
    name: elementName,
    language: languageCode,
    category,
    kind: templateType,
    body: content,
    ...(header && { header }),
    ...(footer && { footer }),
    buttons: result.data.buttons.map(toButton),
  };
}

function toButton(one: z.output<typeof button>): TemplateButton {
  switch (one.type) {
    case 'QUICK_REPLY':
      return { kind: 'quick_reply', text: one.text };
    case 'URL':
      return { kind: 'url', text: one.text, url: one.url };
    case 'PHONE_NUMBER':
      return { kind: 'phone', text: one.text, phoneNumber: one.phone_number };
    case 'OTP':
      return { kind: 'otp', text: one.text };
  }
}
