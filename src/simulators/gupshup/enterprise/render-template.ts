import type { Template, TemplateButton, TemplateStatus } from '../templates/template.ts';

const STATUS: Record<TemplateStatus, string> = {
  PENDING: 'PENDING',
  APPROVED: 'ENABLED',
  REJECTED: 'REJECTED',
  PAUSED: 'PAUSED',
  DISABLED: 'DISABLED',
};

/** A template in the list of the gateway; `fields` names what is told on request only. */
export function renderTemplate(template: Template, fields: readonly string[]): object {
  const { number, name, category, language, kind, body, header = '', footer = '', buttons } = template;
  return {
    id: number,
    name,
    category,
    language,
    type: kind,
    body,
    header,
    footer,
    button_type: buttonTypeOf(buttons),
    quality_score: 'UNKNOWN',
    status: STATUS[template.status],
    creation_time: template.createdAt,
    updation_time: template.changedAt,
    ...(template.reason && { reason: template.reason }),
    ...(fields.includes('buttons') && { buttons: buttons.map(renderButton) }),
    ...(fields.includes('previouscategory') && { previouscategory: null }),
  };
}

function buttonTypeOf([first]: readonly TemplateButton[]): string {
  if (!first) return 'NONE';
  return first.kind === 'quick_reply' ? 'QUICK_REPLY' : 'CALL_TO_ACTION';
}

function renderButton(button: TemplateButton): object {
  switch (button.kind) {
    case 'quick_reply':
      return { type: 'QUICK_REPLY', text: button.text };
    case 'url':
      return { type: 'URL', text: button.text, url: button.url };
    case 'phone':
      return { type: 'PHONE_NUMBER', text: button.text, phone_number: button.phoneNumber };
    case 'otp':
      return { type: 'OTP', otp_type: 'COPY_CODE', text: button.text };
  }
}
