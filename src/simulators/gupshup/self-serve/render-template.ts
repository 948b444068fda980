import type { SelfServeNumber } from '../account.ts';
import type { Template } from '../templates/template.ts';

/** The letters that the list uses for buttons that leave the chat. */
const LETTERS = { url: 'URL', phone: 'PN', quick_reply: 'QR', otp: 'OTP' };

/** A template in the list of an app; two of its members are JSON texts. */
export function renderTemplate(template: Template, { appId, wabaId }: SelfServeNumber): object {
  const { header, body, footer, buttons, reason } = template;
  return {
    id: template.uuid,
    appId,
    elementName: template.name,
    category: template.category,
    languageCode: template.language,
    languagePolicy: 'deterministic',
    templateType: template.kind,
    data: [header, body, footer].filter(Boolean).join('\n'),
    status: template.status,
    quality: 'UNKNOWN',
    externalId: String(template.number),
    namespace: appId.replaceAll('-', '_'),
    vertical: 'simulated',
    meta: JSON.stringify({ example: body }),
    containerMeta: JSON.stringify({ header, data: body, footer, buttons: buttons.map(renderButton) }),
    buttonSupported: [...new Set(buttons.map(({ kind }) => LETTERS[kind]))].join(','),
    createdOn: template.createdAt,
    modifiedOn: template.changedAt,
    wabaId,
    ...(reason && { reason }),
  };
}

function renderButton(button: Template['buttons'][number]): object {
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
