import type { DisplayContent } from '../../kit/display-content.ts';
import { readOrder, readOrderNews, showOrder } from '../order-schemas.ts';
import { type MediaLink, type Outgoing, showLink } from '../outgoing.ts';
import type { V3Interactive } from './v3-schemas.ts';

type Shown = Pick<Outgoing, 'type' | 'shown' | 'links' | 'order' | 'orderNews'>;

/** An interactive message in Meta's form, as phones show it. */
export function showInteractive(message: V3Interactive): Shown {
  const { type, body, footer } = message;
  const media = headerLink(message);
  const header = message.header?.type === 'text' ? message.header.text : undefined;
  const content: DisplayContent = {
    ...(media && showLink(media)),
    ...(header && { header }),
    text: body.text,
    ...(footer && { footer: footer.text }),
    ...showAction(message),
  };
  return { type, shown: { kind: type, content }, links: media ? [media] : [], ...readOrders(message) };
}

function showAction(message: V3Interactive): DisplayContent {
  switch (message.type) {
    case 'button':
      return { buttons: message.action.buttons.map(({ reply }) => reply) };
    case 'list':
      return { list: message.action };
    case 'cta_url': {
      const { display_text: label, url } = message.action.parameters;
      return { link: { label, url } };
    }
    case 'location_request_message':
      return { locationRequest: true };
    case 'flow': {
      const { flow_cta: label, flow_id: flowId } = message.action.parameters;
      return { flow: { label, ...(flowId && { flowId }) } };
    }
    case 'order_details':
      return { order: showOrder(message.action.parameters) };
    case 'order_status':
      return { order: { items: [], status: message.action.parameters.order.status } };
  }
}

function readOrders(message: V3Interactive): Pick<Outgoing, 'order' | 'orderNews'> {
  if (message.type === 'order_details') return { order: readOrder(message.action.parameters) };
  return message.type === 'order_status' ? { orderNews: readOrderNews(message.action) } : {};
}

function headerLink({ header }: V3Interactive): MediaLink | undefined {
  switch (header?.type) {
    case 'image':
      return { kind: 'image', url: header.image.link };
    case 'video':
      return { kind: 'video', url: header.video.link };
    case 'document':
      return { kind: 'document', url: header.document.link };
    default:
      return undefined;
  }
}
