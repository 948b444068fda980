import type { OutboundMedia, TemplateContent, TemplateParameter } from '../../domain/content.ts';
import type { Template } from '../../domain/template.ts';
import { asNumber, asText, isObject, type JsonObject, withoutUndefined } from '../kit/json.ts';
import { bodyValues, valueText } from '../kit/template-values.ts';
import { Mistake, required } from './mistake.ts';
import { mediaUrlOf } from './render-media.ts';
import { renderTemplateButtons, type TemplateButtonValues } from './render-template-buttons.ts';
import type { Draft } from './wire.ts';

/** What rendering may lean on: our copy of the template, where there is one, and the time (epoch ms). */
export interface TemplateParts {
  template: Template | undefined;
  now: number;
}

/** Placeholders are always there, also where there are none. https://www.infobip.com/docs/api/channels/whatsapp (seen 2026-07) */
export function renderTemplate(content: TemplateContent, parts: TemplateParts): Draft {
  const { name, language } = content;
  const { template } = parts;
  const templateData = withoutUndefined({
    body: { placeholders: placeholdersOf(content, template) },
    header: content.header === undefined ? undefined : renderHeader(content.header, 'header'),
    buttons: renderTemplateButtons(content.buttons, { known: template?.buttons, now: parts.now }),
    carousel: renderCarousel(content, parts),
    limitedTimeOffer: renderOffer(content),
  });
  return { path: 'template', content: { templateName: name, language, templateData } };
}

/** Infobip knows variables by their place alone. */
function placeholdersOf(content: TemplateContent, template: Template | undefined): readonly string[] {
  const values = bodyValues(content, template);
  if (typeof values === 'string') throw new Mistake(values);
  return values;
}

function renderHeader(header: TemplateParameter, path: string): JsonObject {
  const type = header.type.toUpperCase();
  switch (type) {
    case 'TEXT':
      return { type, placeholder: required(asText(header.text), `${path}.text`) };
    case 'IMAGE':
    case 'VIDEO':
    case 'GIF':
      return { type, mediaUrl: mediaUrlOf(mediaOf(header), `${path}.media`) };
    case 'DOCUMENT': {
      const mediaUrl = mediaUrlOf(mediaOf(header), `${path}.media`);
      return { type, mediaUrl, filename: mediaOf(header).fileName ?? lastSegment(mediaUrl) };
    }
    case 'LOCATION': {
      const place = isObject(header.location) ? header.location : header;
      const latitude = required(asNumber(place.latitude), `${path}.latitude`);
      return { type, latitude, longitude: required(asNumber(place.longitude), `${path}.longitude`) };
    }
    default:
      throw new Mistake(`${path}.type: Infobip has no header of the type ${header.type}.`);
  }
}

/** It was checked at the edge. */
function mediaOf({ media }: TemplateParameter): OutboundMedia {
  return isObject(media) ? (media as OutboundMedia) : {};
}

/** A document must have a name. */
function lastSegment(url: string): string {
  return new URL(url).pathname.split('/').at(-1) || 'document.pdf';
}

function renderCarousel({ carousel }: TemplateContent, { template, now }: TemplateParts): JsonObject | undefined {
  if (carousel === undefined) return undefined;
  const cards = carousel.map((card, index) => {
    const path = `carousel[${index}]`;
    const known = template?.cards[index];
    return withoutUndefined({
      header: renderHeader(required(card.header, `${path}.header`), `${path}.header`),
      body: card.body === undefined ? undefined : { placeholders: card.body.map(cardValue) },
      // The contract leaves a card's buttons open; they are those of a template.
      buttons: renderTemplateButtons(card.buttons as TemplateButtonValues, { known: known?.buttons, now }),
    });
  });
  return { cards };
}

function cardValue(value: string | TemplateParameter): string {
  return required(valueText(value), 'carousel: the text of a value');
}

function renderOffer({ limitedTimeOffer }: TemplateContent): JsonObject | undefined {
  if (limitedTimeOffer === undefined) return undefined;
  return { expirationTime: new Date(limitedTimeOffer.expiresAt).toISOString() };
}
