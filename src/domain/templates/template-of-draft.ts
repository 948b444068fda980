import type { Template, TemplateButton, TemplateDraft, TemplateHeader } from '../template.ts';
import { placeholdersOf } from './placeholders.ts';

/** Where a value can be given with every send, beside addresses with a variable. */
const WITH_VALUE = ['copy_code', 'otp', 'flow', 'mpm'];

/** A draft that the provider took, as a template of ours until the account is read again. */
export function templateOfDraft(
  draft: TemplateDraft,
  told: Pick<Template, 'providerId' | 'status' | 'category'>,
): Template {
  const { name, language, parameterFormat, body, footer = null, buttons = [], components } = draft;
  return {
    ...told,
    ...{ name, language, parameterFormat, footer, quality: null, rejection: null, cards: [] },
    header: headerOf(draft.header),
    body: { text: body.text, variables: placeholdersOf(body.text) },
    buttons: buttons.map(buttonOf),
    provider: components ? { components } : {},
  };
}

function headerOf(header: TemplateDraft['header']): TemplateHeader | null {
  if (header === undefined) return null;
  if (header.format !== 'text') return { format: header.format };
  return { format: 'text', text: header.text, variables: placeholdersOf(header.text) };
}

function buttonOf({
  type,
  text = '',
  url,
  phoneNumber,
}: NonNullable<TemplateDraft['buttons']>[number]): TemplateButton {
  const needsParameter = WITH_VALUE.includes(type) || placeholdersOf(url ?? '').length > 0;
  return {
    type,
    text,
    needsParameter,
    ...(url !== undefined && { url }),
    ...(phoneNumber !== undefined && { phoneNumber }),
  };
}
