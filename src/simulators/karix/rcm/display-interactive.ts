import type { DisplayContent } from '../../kit/display-content.ts';
import type { Interactive, InteractiveHeader } from './interactive-schemas.ts';

/** An interactive message as the phone shows it. */
export function displayInteractive(interactive: Interactive): DisplayContent {
  const text = interactive.body.text;
  if (interactive.type === 'carousel') return { text, cards: interactive.action.cards.map(displayCard) };
  const { header, footer } = interactive;
  const around = { text, ...displayHeader(header), ...(footer && { footer: footer.text }) };
  switch (interactive.type) {
    case 'button':
      return { ...around, buttons: interactive.action.buttons.map(({ reply }) => reply) };
    case 'list':
      return { ...around, list: displayList(interactive.action) };
    case 'cta_url': {
      const { display_text: label, url } = interactive.action.parameters;
      return { ...around, link: { label, url } };
    }
    case 'flow': {
      const { flow_cta: label, flow_id: flowId } = interactive.action.parameters;
      return { ...around, flow: { label, ...(flowId && { flowId }) } };
    }
    case 'order_details':
    case 'order_status':
      return around;
  }
}

function displayHeader(header: InteractiveHeader | undefined): DisplayContent {
  switch (header?.type) {
    case 'text':
      return { header: header.text };
    case 'image':
      return { mediaUrl: header.image.link, mimeType: 'image/*' };
    case 'video':
      return { mediaUrl: header.video.link, mimeType: 'video/*' };
    case 'document':
      return { mediaUrl: header.document.link };
    case undefined:
      return {};
  }
}

function displayList({ button, sections }: Extract<Interactive, { type: 'list' }>['action']) {
  return {
    button,
    sections: sections.map(({ title, rows }) => ({
      ...(title && { title }),
      rows: rows.map(({ id, title, description }) => ({ id, title, ...(description && { description }) })),
    })),
  };
}

function displayCard({ header, body, action }: Extract<Interactive, { type: 'carousel' }>['action']['cards'][number]) {
  const { mediaUrl, mimeType = '' } = displayHeader(header);
  return {
    ...(mediaUrl && { header: { mediaUrl, mimeType } }),
    ...(body && { text: body.text }),
    buttons: action.buttons.map((button) => button.quick_reply),
  };
}
