import type { DisplayButton, DisplayCard, DisplayContent } from '../../kit/display-content.ts';
import { isCodeUrl } from './authentication.ts';
import { fillIn } from './fill-in.ts';
import {
  parametersOf,
  type SentComponent,
  type SentParameter,
  type SentTemplate,
  sentButton,
} from './sent-template.ts';
import { buttonsOf, componentOf, type Template, type TemplateButton, type TemplateComponent } from './template.ts';

/** Turns a media object of a parameter into what a phone shows. */
export type MediaDisplay = (
  kind: 'image' | 'video' | 'document',
  media: { id?: string | undefined; link?: string | undefined; filename?: string | undefined },
) => DisplayContent;

/** A template message as the phone shows it: header, body filled in, footer, buttons, cards. */
export function displayTemplate(template: Template, sent: SentTemplate, show: MediaDisplay): DisplayContent {
  const given = sent.components ?? [];
  const { components } = template;
  const footer = componentOf(components, 'FOOTER')?.text;
  const offer = componentOf(components, 'LIMITED_TIME_OFFER')?.limited_time_offer.text;
  const cards = componentOf(components, 'CAROUSEL')?.cards;
  const sentCards = given.find(({ type }) => type === 'carousel')?.cards ?? [];
  return {
    ...displayPart(components, given, show),
    ...(offer && { header: offer }),
    ...(footer && { footer }),
    ...(cards && {
      cards: sentCards.map((card, place) =>
        displayCard((cards[place] ?? cards[0])?.components ?? [], card.components, show),
      ),
    }),
    template: { name: template.name, language: template.language },
  };
}

/** What is known of a template that no account defines: its name, and what was filled in. */
export function displayUnknown(sent: SentTemplate): DisplayContent {
  const values = sent.components?.flatMap(({ parameters = [] }) => parameters.map(({ text }) => text ?? '…')) ?? [];
  return {
    text: [sent.name, ...values].join(' · '),
    template: { name: sent.name, language: sent.language.code },
  };
}

function displayPart(
  components: readonly TemplateComponent[],
  given: readonly SentComponent[],
  show: MediaDisplay,
): DisplayContent {
  const header = componentOf(components, 'HEADER');
  const [headerValue] = parametersOf(given, 'header');
  const body = componentOf(components, 'BODY')?.text ?? '';
  return {
    ...(header?.format === 'TEXT' && { header: fillIn(header.text ?? '', parametersOf(given, 'header')) }),
    ...(headerValue && displayHeader(headerValue, show)),
    ...(body && { text: fillIn(body, parametersOf(given, 'body')) }),
    ...displayButtons(buttonsOf(components), given),
  };
}

function displayHeader({ image, video, gif, document, location }: SentParameter, show: MediaDisplay): DisplayContent {
  if (image) return show('image', image);
  if (video ?? gif) return show('video', video ?? gif ?? {});
  if (document) return show('document', document);
  return location ? { location } : {};
}

function displayButtons(buttons: readonly TemplateButton[], given: readonly SentComponent[]): DisplayContent {
  const shown: DisplayContent = {};
  const replies: DisplayButton[] = [];
  for (const [place, button] of buttons.entries()) {
    const [value] = sentButton(given, place)?.parameters ?? [];
    const label = button.text ?? button.type;
    if (button.type === 'QUICK_REPLY') replies.push({ id: value?.payload ?? label, title: label });
    else Object.assign(shown, displayButton(button, label, value));
  }
  return { ...shown, ...(replies.length > 0 && { buttons: replies }) };
}

function displayButton(button: TemplateButton, label: string, value: SentParameter | undefined): DisplayContent {
  switch (button.type) {
    case 'URL':
      if (isCodeUrl(button.url)) return { copyCode: value?.text ?? '' };
      return { link: { label, url: fillIn(button.url ?? '', value ? [value] : []) } };
    case 'PHONE_NUMBER':
      return { phoneButtons: [{ label, phoneNumber: button.phone_number ?? '' }] };
    case 'COPY_CODE':
      return { copyCode: value?.coupon_code ?? '' };
    case 'FLOW': {
      const { flow_id: flowId, navigate_screen: screen } = button;
      return { flow: { label, ...(flowId && { flowId }), ...(screen && { screen }) } };
    }
    case 'CATALOG':
    case 'MPM':
    case 'SPM':
      return { products: { sections: [] } };
    case 'REQUEST_CONTACT_INFO':
    case 'VOICE_CALL':
    case 'ORDER_DETAILS':
    case 'QUICK_REPLY':
    case 'OTP':
    case 'APP':
      return {};
  }
}

function displayCard(
  components: readonly TemplateComponent[],
  given: readonly SentComponent[],
  show: MediaDisplay,
): DisplayCard {
  const { mediaUrl, mimeType = 'image/*', text, buttons, link } = displayPart(components, given, show);
  return {
    ...(mediaUrl && { header: { mediaUrl, mimeType } }),
    ...(text && { text }),
    ...(buttons && { buttons }),
    ...(link && { link }),
  };
}
