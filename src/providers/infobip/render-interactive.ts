import type {
  ButtonsContent,
  ContactRequestContent,
  CtaUrlContent,
  ListContent,
  ListSection,
  LocationRequestContent,
} from '../../domain/content.ts';
import { withoutUndefined } from '../kit/json.ts';
import { atMost, Mistake } from './mistake.ts';
import { renderHeader } from './render-media.ts';
import type { Draft } from './wire.ts';

const URL_LENGTH = 2_048;

type Interactive = ButtonsContent | ListContent | CtaUrlContent | LocationRequestContent | ContactRequestContent;

/** Kinds that have members of our own. Lengths and counts of most were checked before. */
export function renderInteractive(content: Interactive): Draft {
  switch (content.type) {
    case 'buttons': {
      const buttons = content.buttons.map(({ id, title }) => ({ type: 'REPLY', id, title }));
      return { path: 'interactive/buttons', content: { ...frame(content), action: { buttons } } };
    }
    case 'list': {
      if (content.header !== undefined && content.header.type !== 'text') {
        throw new Mistake('header must be a text: a list has no other.');
      }
      const action = { title: content.button, sections: content.sections.map(renderSection) };
      return { path: 'interactive/list', content: { ...frame(content), action } };
    }
    case 'cta_url': {
      const action = { displayText: content.label, url: atMost(URL_LENGTH, content.url, 'url') };
      return { path: 'interactive/url-button', content: { ...frame(content), action } };
    }
    case 'location_request':
      return { path: 'interactive/location-request', content: { body: { text: content.text } } };
    case 'contact_request':
      return { path: 'interactive/request-contact-info', content: { body: { text: content.text } } };
  }
}

function frame({ text, header, footer }: Pick<ButtonsContent, 'text' | 'header' | 'footer'>) {
  return withoutUndefined({
    body: { text },
    header: renderHeader(header),
    footer: footer === undefined ? undefined : { text: footer },
  });
}

function renderSection({ title, rows }: ListSection) {
  return withoutUndefined({
    title,
    rows: rows.map(({ id, title: rowTitle, description }) => withoutUndefined({ id, title: rowTitle, description })),
  });
}
