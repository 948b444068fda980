import type {
  ButtonsContent,
  Header,
  ListContent,
  OutboundContent,
  OutboundMediaContent,
} from '../../../domain/content.ts';
import { type JsonObject, withoutUndefined } from '../../kit/json.ts';

/** The JSON of `message`; a text says why it cannot be rendered. `mark` comes back with the answer to buttons and lists. */
export function renderContent(content: OutboundContent, mark: string): JsonObject | string {
  switch (content.type) {
    case 'text':
      return withoutUndefined({ type: 'text', text: content.text, previewUrl: content.previewUrl });
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return renderMedia(content);
    case 'location': {
      const { type, longitude, latitude, name, address } = content;
      return withoutUndefined({ type, longitude, latitude, name, address });
    }
    case 'buttons':
      return renderButtons(content, mark);
    case 'list':
      return renderList(content, mark);
    case 'location_request': {
      const body = { type: 'text', text: content.text };
      return { type: 'location_request_message', body, action: { name: 'send_location' } };
    }
    default:
      return `The self-serve product has no ${content.type}.`;
  }
}

/** https://docs.gupshup.io/docs/session-messages (seen 2026-06). A caption must not be null. */
function renderMedia({ type, media, caption }: OutboundMediaContent): JsonObject | string {
  const { url, fileName } = media;
  if (url === undefined) return 'Gupshup takes files by their address only.';
  switch (type) {
    case 'image':
      return withoutUndefined({ type, originalUrl: url, previewUrl: url, caption });
    case 'document':
      return withoutUndefined({ type: 'file', url, filename: fileName, caption });
    case 'video':
      return withoutUndefined({ type, url, caption });
    default:
      return { type, url };
  }
}

/** https://docs.gupshup.io/reference/quick-replies (seen 2026-06): what is called caption is the footer. */
function renderButtons({ text, header, footer, buttons }: ButtonsContent, mark: string): JsonObject | string {
  const above = renderHeader(header);
  if (typeof above === 'string') return above;
  const options = buttons.map(({ id, title }) => ({ type: 'text', title, postbackText: id }));
  const content = withoutUndefined({ ...above, text, caption: footer });
  return { type: 'quick_reply', msgid: mark, content, options };
}

function renderHeader(header: Header | undefined): JsonObject | string {
  if (header === undefined) return { type: 'text' };
  if (header.type === 'text') return { type: 'text', header: header.text };
  const { url, fileName } = header.media;
  if (url === undefined) return 'Gupshup takes files by their address only.';
  const isDocument = header.type === 'document';
  return withoutUndefined({
    type: isDocument ? 'file' : header.type,
    url,
    filename: isDocument ? fileName : undefined,
  });
}

/** https://docs.gupshup.io/reference/post_wa-api-v1-msg-1 (seen 2026-06). It has no footer, which goes below the text. */
function renderList({ text, header, footer, button, sections }: ListContent, mark: string): JsonObject {
  return {
    type: 'list',
    title: header?.type === 'text' ? header.text : '',
    body: footer === undefined ? text : `${text}\n\n${footer}`,
    msgid: mark,
    globalButtons: [{ type: 'text', title: button }],
    items: sections.map(({ title = '', rows }) => ({
      title,
      options: rows.map(({ id, title: rowTitle, description }) =>
        withoutUndefined({ type: 'text', title: rowTitle, description, postbackText: id }),
      ),
    })),
  };
}
