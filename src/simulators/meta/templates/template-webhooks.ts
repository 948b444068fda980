import { buttonsOf, componentOf, type Template } from './template.ts';

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference (the message_template_ pages) */
function renderIdentity({ id, name, language }: Template) {
  return {
    // The platform writes this id as a JSON number; ours are small enough to be exact.
    message_template_id: Number(id),
    message_template_name: name,
    message_template_language: language,
  };
}

const PAUSED_FOR = 'The template received negative feedback.';

/** `now` is epoch ms. */
export function renderStatus(template: Template, reason: string | undefined, now: number): Record<string, unknown> {
  const { status, category } = template;
  return {
    event: status,
    ...renderIdentity(template),
    message_template_category: category,
    reason: status === 'REJECTED' ? template.rejectedReason : 'NONE',
    ...(status === 'REJECTED' &&
      template.rejectedReason === 'INVALID_FORMAT' && {
        rejection_info: { reason: 'The format is not valid.', recommendation: 'Look at the variables.' },
      }),
    ...(status === 'DISABLED' && { disable_info: { disable_date: Math.floor(now / 1000) } }),
    ...((status === 'PAUSED' || status === 'LOCKED') && {
      other_info: { title: reason ?? 'FIRST_PAUSE', description: PAUSED_FOR },
    }),
  };
}

export function renderQuality(template: Template, before: string): Record<string, unknown> {
  return { previous_quality_score: before, new_quality_score: template.quality, ...renderIdentity(template) };
}

export function renderCategory(template: Template, before: string): Record<string, unknown> {
  return { ...renderIdentity(template), previous_category: before, new_category: template.category };
}

export function renderComponents(template: Template): Record<string, unknown> {
  const title = componentOf(template.components, 'HEADER')?.text;
  const footer = componentOf(template.components, 'FOOTER')?.text;
  const buttons = buttonsOf(template.components).map(({ type, text, url, phone_number }) => ({
    message_template_button_type: type,
    message_template_button_text: text,
    ...(url && { message_template_button_url: url }),
    ...(phone_number && { message_template_button_phone_number: phone_number }),
  }));
  return {
    ...renderIdentity(template),
    ...(title && { message_template_title: title }),
    message_template_element: componentOf(template.components, 'BODY')?.text,
    ...(footer && { message_template_footer: footer }),
    ...(buttons.length > 0 && { message_template_buttons: buttons }),
  };
}
