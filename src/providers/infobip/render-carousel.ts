import type { CommerceContent } from '../../domain/content.ts';
import { asList, asObject, asText, type JsonObject } from '../kit/json.ts';
import { readHeader } from './cloud-media.ts';
import { atMost, Mistake, required } from './mistake.ts';
import { mediaUrlOf } from './render-media.ts';

const LABEL = 20;
/** Elsewhere 256. */
const BUTTON_ID = 20;
const URL_LENGTH = 2_048;
const CARD_BODY = 160;

/** Cards with files, all with a link or all with quick replies. */
export function renderCarousel({ body, action }: CommerceContent): JsonObject {
  const cards = asList(asObject(action).cards).map(asObject);
  const isReplies = asObject(cards[0]?.action).buttons !== undefined;
  return {
    body: { text: asText(asObject(body).text) ?? '' },
    action: {
      type: isReplies ? 'QUICK_REPLY' : 'URL',
      cards: cards.map((card, index) => renderCard(card, `action.cards[${index}]`)),
    },
  };
}

function renderCard(card: JsonObject, path: string): JsonObject {
  const action = asObject(card.action);
  if (action.productRetailerId !== undefined) {
    throw new Mistake(`${path}.action: Infobip has no carousels of products; send a product_list.`);
  }
  const header = readHeader(card.header);
  if (header === undefined || header.type === 'text' || header.type === 'document') {
    throw new Mistake(`${path}.header must be an image or a video.`);
  }
  return {
    header: { type: header.type.toUpperCase(), url: mediaUrlOf(header.media, `${path}.header.media`) },
    body: { text: atMost(CARD_BODY, asText(asObject(card.body).text) ?? '', `${path}.body.text`) },
    ...renderButtons(action, `${path}.action`),
  };
}

function renderButtons({ buttons, parameters }: JsonObject, path: string): JsonObject {
  if (buttons !== undefined) {
    return { buttons: asList(buttons).map((button, index) => renderReply(button, `${path}.buttons[${index}]`)) };
  }
  const { displayText, url } = asObject(parameters);
  return {
    button: {
      displayText: atMost(LABEL, asText(displayText) ?? '', `${path}.parameters.displayText`),
      url: atMost(URL_LENGTH, required(asText(url), `${path}.parameters.url`), `${path}.parameters.url`),
    },
  };
}

function renderReply(button: unknown, path: string): JsonObject {
  const reply = asObject(asObject(button).quickReply);
  return {
    id: atMost(BUTTON_ID, asText(reply.id) ?? '', `${path}.quickReply.id`),
    title: atMost(LABEL, asText(reply.title) ?? '', `${path}.quickReply.title`),
  };
}
