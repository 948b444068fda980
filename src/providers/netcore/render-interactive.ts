import type { ButtonsContent, CtaUrlContent, Header, ListContent } from '../../domain/content.ts';
import { withoutUndefined } from '../kit/json.ts';

type Interactive = ButtonsContent | ListContent | CtaUrlContent;

/** The text stands bare, and the action is a list with one element. A text says why it cannot be rendered. */
export function renderInteractive(content: Interactive): Record<string, unknown> | string {
  const { header } = content;
  if (header !== undefined && header.type !== 'text') return 'Netcore knows no files above interactive messages.';
  const { type, action } = renderAction(content);
  return withoutUndefined({
    type,
    header: renderHeader(header),
    body: content.text,
    footer: content.footer,
    action: [action],
  });
}

function renderHeader(header: Extract<Header, { type: 'text' }> | undefined) {
  return header && { type: 'text', text: header.text };
}

function renderAction(content: Interactive): { type: string; action: Record<string, unknown> } {
  switch (content.type) {
    case 'buttons':
      return {
        type: 'button',
        action: { buttons: content.buttons.map(({ id, title }) => ({ type: 'reply', reply: { id, title } })) },
      };
    case 'list':
      return { type: 'list', action: { button: content.button, sections: content.sections.map(renderSection) } };
    case 'cta_url': {
      const parameters = { display_text: content.label, url: content.url };
      return { type: 'cta_url', action: { buttons: [{ name: 'cta_url', parameters }] } };
    }
  }
}

function renderSection({ title, rows }: ListContent['sections'][number]) {
  return withoutUndefined({
    title,
    rows: rows.map((row) => withoutUndefined({ id: row.id, title: row.title, description: row.description })),
  });
}
