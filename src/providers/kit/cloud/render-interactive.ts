import type {
  ButtonsContent,
  ContactRequestContent,
  CtaUrlContent,
  ListContent,
  ListSection,
  LocationRequestContent,
} from '../../../domain/content.ts';
import { withoutUndefined } from '../json.ts';
import { renderHeader } from './render-media.ts';

export type InteractiveContent =
  | ButtonsContent
  | ListContent
  | CtaUrlContent
  | LocationRequestContent
  | ContactRequestContent;

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-list-messages and its siblings (seen 2026-09) */
export function renderInteractive(content: InteractiveContent): Record<string, unknown> {
  switch (content.type) {
    case 'buttons':
      return { type: 'button', ...frame(content), action: { buttons: content.buttons.map(renderButton) } };
    case 'list': {
      const { button, sections } = content;
      return { type: 'list', ...frame(content), action: { button, sections: sections.map(renderSection) } };
    }
    case 'cta_url': {
      const parameters = { display_text: content.label, url: content.url };
      return { type: 'cta_url', ...frame(content), action: { name: 'cta_url', parameters } };
    }
    case 'location_request':
      return { type: 'location_request_message', body: { text: content.text }, action: { name: 'send_location' } };
    case 'contact_request':
      return {
        type: 'request_contact_info',
        body: { text: content.text },
        action: { name: 'request_contact_info' },
      };
  }
}

function frame({ text, header, footer }: Pick<ButtonsContent, 'text' | 'header' | 'footer'>) {
  return withoutUndefined({
    header: renderHeader(header),
    body: { text },
    footer: footer === undefined ? undefined : { text: footer },
  });
}

function renderButton({ id, title }: ButtonsContent['buttons'][number]) {
  return { type: 'reply', reply: { id, title } };
}

function renderSection({ title, rows }: ListSection) {
  return withoutUndefined({
    title,
    rows: rows.map(({ id, title: rowTitle, description }) => withoutUndefined({ id, title: rowTitle, description })),
  });
}
