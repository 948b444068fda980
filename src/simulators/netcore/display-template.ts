import type { DisplayButton, DisplayContent } from '../kit/display-content.ts';
import type { SentTemplate, TemplateMedia } from './block-schemas.ts';
import { fillIn, type Template, type TemplateButton } from './template.ts';

const FAMILIES = { image: 'image/*', video: 'video/*', document: undefined };

/** A template as the phone shows it, filled in. */
export function displayTemplate(template: Template, sent: SentTemplate, media?: TemplateMedia): DisplayContent {
  const attributes = [...sent.attributes];
  const { header, footer, buttons = [] } = template;
  const headerText = header?.kind === 'text' ? fillIn(header.text, attributes) : undefined;
  const text = fillIn(template.body, attributes);
  const replies = buttons.flatMap((button) => displayReply(button));
  const link = buttons.find((button) => button.kind === 'url');
  return {
    ...(media && displayHeader(media)),
    ...(headerText && { header: headerText }),
    text,
    ...(footer && { footer }),
    ...(replies.length > 0 && { buttons: replies }),
    ...(link && { link: { label: link.text, url: fillIn(link.url, attributes) } }),
    template: { name: template.name, language: template.locale },
  };
}

function displayHeader({ type, url, filename }: TemplateMedia): DisplayContent {
  const mimeType = FAMILIES[type];
  return { mediaUrl: url, ...(mimeType && { mimeType }), ...(filename && { fileName: filename }) };
}

/** The API has no payloads for quick replies: a tap says what the button says. */
function displayReply(button: TemplateButton): DisplayButton[] {
  return button.kind === 'quick_reply' ? [{ id: button.text, title: button.text }] : [];
}
