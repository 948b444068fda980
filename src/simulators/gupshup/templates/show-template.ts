import type { DisplayContent } from '../../kit/display-content.ts';
import type { Template } from './template.ts';

export interface TemplateTexts {
  header?: string | undefined;
  body: string;
  /** What follows the fixed part of a button's address. */
  urlSuffix?: string | undefined;
  /** What a copy button copies. */
  code?: string | undefined;
  /** What is shown above the text. */
  media?: DisplayContent;
}

/** What a phone shows of a template with its texts filled in. The id of a quick reply is its place. */
export function showTemplate(template: Template, texts: TemplateTexts): DisplayContent {
  const { name, language, footer } = template;
  return {
    ...texts.media,
    text: texts.body,
    ...(texts.header && { header: texts.header }),
    ...(footer && { footer }),
    ...showButtons(template, texts),
    template: { name, language },
  };
}

function showButtons({ buttons }: Template, { urlSuffix = '', code }: TemplateTexts): DisplayContent {
  const replies = buttons.flatMap((button, index) =>
    button.kind === 'quick_reply' ? [{ id: String(index), title: button.text }] : [],
  );
  const link = buttons.find((button) => button.kind === 'url');
  const phones = buttons.flatMap((button) =>
    button.kind === 'phone' ? [{ label: button.text, phoneNumber: button.phoneNumber }] : [],
  );
  const copies = buttons.some(({ kind }) => kind === 'otp');
  return {
    ...(replies.length > 0 && { buttons: replies }),
    ...(link && { link: { label: link.text, url: link.url.replace(/\{\{1\}\}$/, urlSuffix) } }),
    ...(phones.length > 0 && { phoneButtons: phones }),
    ...(copies && code !== undefined && { copyCode: code }),
  };
}
