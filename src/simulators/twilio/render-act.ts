import type { MediaFile } from '../kit/media.ts';
import type { PersonAct } from '../kit/numbers.ts';
import type { TwilioAccount } from './accounts.ts';
import { renderVcards } from './vcard.ts';

/** What of an inbound webhook depends on what the person did. */
export interface RenderedAct {
  /** The platform's word for it; the documentation calls it a hint. */
  messageType: string;
  body: string;
  parameters: Readonly<Record<string, string>>;
  file?: MediaFile;
}

export interface ActSource {
  listReply: TwilioAccount['listReply'];
  /** A button of an approved template, not of a message within a session. */
  isTemplate(messageId: string): boolean;
}

/** Reads a person's act. https://www.twilio.com/docs/messaging/guides/webhook-request */
export function renderAct(act: PersonAct, source: ActSource): RenderedAct {
  switch (act.kind) {
    case 'text':
      return { messageType: 'text', body: act.text, parameters: {} };
    case 'referral':
      return { messageType: 'text', body: act.text, parameters: renderReferral(act.referral ?? {}) };
    case 'button':
      return {
        messageType: source.isTemplate(act.of.id) ? 'button' : 'interactive',
        body: act.button.title,
        parameters: { ButtonText: act.button.title, ButtonPayload: act.button.id },
      };
    case 'list':
      return { messageType: 'interactive', body: act.row.title, parameters: renderRow(act.row, source.listReply) };
    case 'media':
      return {
        messageType: act.media === 'voice' ? 'audio' : act.media,
        body: act.caption ?? '',
        parameters: {},
        file: act.file,
      };
    case 'location':
      return { messageType: 'location', body: '', parameters: renderLocation(act.location) };
    case 'contacts':
      return { messageType: 'contacts', body: '', parameters: {}, file: renderVcards(act.contacts) };
    case 'flow_reply': {
      const answers = JSON.stringify(act.data);
      return { messageType: 'interactive', body: '', parameters: { InteractiveData: answers, FlowData: answers } };
    }
    case 'order':
    case 'payment':
    case 'unsupported':
      return { messageType: 'unsupported', body: '', parameters: {} };
  }
}

function renderRow(
  { id, title, description = '' }: { id: string; title: string; description?: string },
  shape: TwilioAccount['listReply'] = 'ListId',
): Record<string, string> {
  switch (shape) {
    case 'ListId':
      return { ListId: id, ListTitle: title, ListDescription: description };
    case 'ListReplyId':
      return { ListReplyId: id };
    case 'ButtonPayload':
      return { ButtonText: title, ButtonPayload: id };
    case 'InteractiveData':
      return { InteractiveData: JSON.stringify({ interactive: { list_reply: { id, title, description } } }) };
    case 'ChannelMetadata':
      // Goes into the context of the metadata, beside what is always there.
      return { 'ChannelMetadata.ListId': id, 'ChannelMetadata.ListTitle': title };
    case 'Body':
      return {};
  }
}

function renderLocation(location: Extract<PersonAct, { kind: 'location' }>['location']): Record<string, string> {
  const { latitude, longitude, name, address } = location;
  return {
    Latitude: String(latitude),
    Longitude: String(longitude),
    ...(address && { Address: address }),
    ...(name && { Label: name }),
  };
}

/** An invented ad, with what the script says instead; names without the prefix get it. */
function renderReferral(referral: Readonly<Record<string, unknown>>): Record<string, string> {
  const invented = {
    Body: 'Fresh soup every day',
    Headline: 'Corner Shop',
    SourceId: '120200000000000001',
    SourceType: 'ad',
    SourceUrl: 'https://fb.example/ad-1',
    NumMedia: '0',
    CtwaClid: 'ARAinvented',
  };
  const all = Object.entries({ ...invented, ...referral });
  return Object.fromEntries(all.map(([name, value]) => [`Referral${name.replace(/^Referral/, '')}`, String(value)]));
}
