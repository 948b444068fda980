import { Fields } from '../fields.ts';
import { requireDistinctIds } from '../interactive.ts';
import { readRequiredUrl } from '../media.ts';
import { BUTTON_LABEL, checkBody, checkEach, checkHeader, openAction, readBounded } from './frame.ts';

const CARDS = { min: 2, max: 10 };
const CARD_INDEX = { min: 0, max: 9 };
const CARD_BODY = 160;
const LINE_BREAKS = 2;
const QUICK_REPLIES = { min: 1, max: 3 };
const BUTTON_ID = 256;

/**
 * Cards to be leafed through, all of one make.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-media-carousel-messages (seen 2026-05)
 */
export function checkCarousel(fields: Fields): void {
  checkBody(fields);
  const action = openAction(fields);
  const indexes: number[] = [];
  let make: string | undefined;
  checkEach(action, 'cards', CARDS, (card) => {
    if (card.has('cardIndex')) checkIndex(card, indexes);
    const own = checkCard(card);
    make ??= own;
    if (own !== make) throw card.mistake('action', `must be like that of the first card (${make}), is ${own}`);
  });
  action.end();
}

function checkIndex(card: Fields, indexes: number[]): void {
  const index = card.number('cardIndex', CARD_INDEX);
  if (indexes.includes(index)) throw card.mistake('cardIndex', `is ${index} twice`);
  indexes.push(index);
}

/** What must be the same on every card, in words. */
function checkCard(card: Fields): string {
  card.optionalText('type');
  const action = card.object('action');
  if (action.has('productRetailerId')) return checkProductCard(action);
  const header = checkHeader(card, ['image', 'video']);
  if (card.has('body')) checkCardBody(card.object('body'));
  return `${header} with ${action.has('buttons') ? checkQuickReplies(action) : checkLink(action)}`;
}

function checkProductCard(action: Fields): string {
  action.text('productRetailerId');
  const catalog = action.text('catalogId');
  action.end();
  return `a product of ${catalog}`;
}

function checkCardBody(body: Fields): void {
  const text = readBounded(body, 'text', CARD_BODY);
  const breaks = text.split('\n').length - 1;
  if (breaks > LINE_BREAKS) throw body.mistake('text', `has ${breaks} line breaks, at most ${LINE_BREAKS} are allowed`);
  body.end();
}

function checkQuickReplies(action: Fields): string {
  const buttons = action.list('buttons', QUICK_REPLIES, (item, path) => {
    const button = new Fields(item, path);
    button.ignore('type');
    const reply = button.object('quickReply');
    const read = { id: readBounded(reply, 'id', BUTTON_ID), title: readBounded(reply, 'title', BUTTON_LABEL) };
    reply.end();
    button.end();
    return read;
  });
  requireDistinctIds(buttons, (index) => `${action.pathOf('buttons')}[${index}].quickReply.id`);
  action.end();
  return `${buttons.length} quick replies`;
}

function checkLink(action: Fields): string {
  if (action.has('name')) action.oneOf('name', ['cta_url']);
  const parameters = action.object('parameters');
  readBounded(parameters, 'displayText', BUTTON_LABEL);
  readRequiredUrl(parameters, 'url');
  parameters.end();
  action.end();
  return 'a link';
}
