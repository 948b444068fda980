import type { DisplayButton, DisplayCard, DisplayContent } from '../../kit/display-content.ts';
import { type Content, mainTypeOf } from './content.ts';
import type { ContentAction, ContentTypes } from './content-schemas.ts';

type Show<T> = (type: T) => DisplayContent;

/** What phones show of a content; its variables are yet to be filled in. */
export function displayContent({ types }: Pick<Content, 'types'>): DisplayContent {
  const type = mainTypeOf({ types });
  // `mainTypeOf` names a type that is there; each shows its own shape.
  const show = SHOW[type] as Show<unknown>;
  return show(types[type]);
}

/** The links to files that a content shows. */
export function mediaLinksOf({ types }: Pick<Content, 'types'>): string[] {
  const type = mainTypeOf({ types });
  switch (type) {
    case 'twilio/media':
      return types[type]?.media ?? [];
    case 'twilio/card':
    case 'whatsapp/card':
      return types[type]?.media ?? [];
    case 'twilio/carousel':
      return (types[type]?.cards ?? []).flatMap(({ media }) => media ?? []);
    default:
      return [];
  }
}

const SHOW: { [Type in keyof Required<ContentTypes>]: Show<NonNullable<ContentTypes[Type]>> } = {
  'twilio/text': ({ body }) => ({ text: body }),
  'twilio/media': ({ body, media }) => ({ ...text(body), ...mediaUrl(media) }),
  'twilio/location': ({ latitude, longitude, label, address }) => ({
    location: { latitude, longitude, ...(label && { name: label }), ...(address && { address }) },
  }),
  'twilio/quick-reply': ({ body, actions }) => ({
    text: body,
    buttons: actions.map(({ title, id = title }) => ({ id, title })),
  }),
  'twilio/list-picker': ({ body, button, items }) => ({
    text: body,
    list: {
      button,
      sections: [
        {
          rows: items.map(({ id, item, description }) => ({ id, title: item, ...(description && { description }) })),
        },
      ],
    },
  }),
  'twilio/call-to-action': ({ body, actions }) => ({ text: body, ...showActions(actions) }),
  'twilio/card': ({ title, body, subtitle, media, actions }) => ({
    ...text([title, body].filter(Boolean).join('\n')),
    ...(subtitle && { footer: subtitle }),
    ...mediaUrl(media),
    ...showActions(actions),
  }),
  'whatsapp/card': ({ body, header_text, footer, media, actions }) => ({
    text: body,
    ...(header_text && { header: header_text }),
    ...(footer && { footer }),
    ...mediaUrl(media),
    ...showActions(actions),
  }),
  'twilio/carousel': ({ body, cards }) => ({ text: body, cards: cards.map(showCard) }),
  'whatsapp/authentication': (more) => ({
    text: `*{{1}}* is your verification code.${more.add_security_recommendation ? ' For your security, do not share this code.' : ''}`,
    copyCode: '{{1}}',
    ...(more.code_expiration_minutes && { footer: `This code expires in ${more.code_expiration_minutes} minutes.` }),
  }),
  'twilio/catalog': ({ body, id }) => ({ text: body, products: { sections: [], ...(id && { catalogId: id }) } }),
  'whatsapp/flows': ({ body, button_text, flow_id }) => ({ text: body, flow: { label: button_text, flowId: flow_id } }),
  'twilio/flows': ({ body, button_text }) => ({ text: body, flow: { label: button_text } }),
  'twilio/schedule': () => ({}),
  'twilio/pay': () => ({}),
};

function showActions(actions: readonly ContentAction[] | null | undefined): DisplayContent {
  const all = actions ?? [];
  const link = all.find(({ type }) => type === 'URL');
  const phoneButtons = all.flatMap(({ type, title = '', phone }) =>
    type === 'PHONE_NUMBER' && phone ? [{ label: title, phoneNumber: phone }] : [],
  );
  const copyCode = all.find(({ type }) => type === 'COPY_CODE')?.code;
  const buttons = buttonsOf(all);
  return {
    ...(link?.url && { link: { label: link.title ?? '', url: link.url } }),
    ...(phoneButtons.length > 0 && { phoneButtons }),
    ...(copyCode && { copyCode }),
    ...(buttons.length > 0 && { buttons }),
  };
}

function buttonsOf(actions: readonly ContentAction[]): DisplayButton[] {
  return actions.flatMap(({ type, title = '', id = title }) =>
    type === 'QUICK_REPLY' || type === 'VOICE_CALL_REQUEST' ? [{ id, title }] : [],
  );
}

type Card = NonNullable<ContentTypes['twilio/carousel']>['cards'][number];

function showCard({ title, body, media, actions }: Card): DisplayCard {
  const { buttons, link } = showActions(actions);
  const words = [title, body].filter(Boolean).join('\n');
  return {
    ...(media && { header: { mediaUrl: media, mimeType: 'image/jpeg' } }),
    ...(words && { text: words }),
    ...(buttons && { buttons }),
    ...(link && { link }),
  };
}

function text(value: string | null | undefined): DisplayContent {
  return value ? { text: value } : {};
}

function mediaUrl(media: readonly string[] | null | undefined): DisplayContent {
  return media?.[0] ? { mediaUrl: media[0] } : {};
}
