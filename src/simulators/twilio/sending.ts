import type { OrderedFailure } from '../kit/answer-fault.ts';
import type { Chat, ChatEntry } from '../kit/chats.ts';
import type { MediaFile } from '../kit/media.ts';
import type { Schedule } from '../kit/schedule.ts';
import type { World } from '../kit/world.ts';
import type { TwilioAccepted } from './accepted.ts';
import type { TwilioAccount } from './accounts.ts';
import type { Alerts } from './alerts.ts';
import { type Draft, displayDraft, linksIn, typeOf } from './draft.ts';
import { decideFate } from './fate.ts';
import type { MediaDownload } from './media-download.ts';
import type { MessageBook, MessageRecord } from './message-book.ts';
import type { SenderQueues } from './sender-queues.ts';
import { addressOf, type TwilioSender } from './senders.ts';
import type { NextSid } from './sids.ts';
import type { Standings } from './standings.ts';
import type { Fate, Statuses, Underway } from './statuses.ts';

export interface SendingOptions {
  world: World;
  schedule: Schedule;
  nextSid: NextSid;
  book: MessageBook;
  statuses: Statuses;
  standings: Standings;
  queues: SenderQueues;
  accepted: TwilioAccepted;
  alerts: Alerts;
  /** Absent: what is linked to is taken to be there. */
  download?: MediaDownload;
}

/** A checked message, on its way out. */
export interface Dispatch {
  account: TwilioAccount;
  sender: TwilioSender;
  draft: Draft;
  direction: MessageRecord['direction'] & `outbound-${string}`;
  /** The request as it came. */
  parameters: Readonly<Record<string, unknown>>;
  /** Instead of the message's natural fate. */
  failure?: OrderedFailure | undefined;
}

/** Takes a message: the record, the person's chat, the statuses to come. Throws 21611 and 63038. */
export type Sending = (dispatch: Dispatch) => MessageRecord;

export function createSending(options: SendingOptions): Sending {
  const { world, schedule, nextSid, book, statuses, standings, queues, accepted, alerts, download } = options;

  const fetchFiles = async (record: MessageRecord, links: readonly string[]): Promise<Fate> => {
    if (!download) return undefined;
    const files = await Promise.all(links.map(download));
    record.media.forEach((media, index) => {
      const file = files[index];
      if (file && isFile(file)) media.file = file;
    });
    return files.find((file): file is OrderedFailure => !isFile(file));
  };

  /** The queue is past: WhatsApp has the message now. */
  const hand = async (dispatch: Dispatch, record: MessageRecord): Promise<void> => {
    if (record.status === 'canceled') return;
    const { account, sender, draft } = dispatch;
    const at = world.clock.now();
    const person = findPerson(world, draft);
    const chat = person && world.chats.open(sender.sid, person.id);
    const shown = chat && { chat, entry: renderEntry(draft, record, at) };
    if (shown) world.addEntry(shown.chat, shown.entry);
    const underway: Underway = { messageId: record.sid, record, sender, ...(shown && { shown }) };
    schedule.after(0, () => {
      // Not before the answer to the send is written: a messaging service has not chosen its sender there.
      Object.assign(record, { from: addressOf(sender), senderSid: sender.sid });
      statuses.announce(underway, 'queued');
    });
    const fate = dispatch.failure ?? decideFate(draft, { account, sender, person, chat, standings, at });
    const fileFate = fate ? undefined : await fetchFiles(record, linksIn(draft));
    if (shown) showFile(world, shown, record.media[0]?.file);
    statuses.follow(underway, fate ?? fileFate);
  };

  return (dispatch) => {
    const { account, sender, draft, direction, parameters } = dispatch;
    const waitMs = queues.enter(account, sender);
    const at = world.clock.now();
    const record = createRecord(dispatch, nextSid, at);
    book.add(record);
    warnOfCallback(draft, account, alerts);
    const person = findPerson(world, draft);
    const { statusCallback } = draft;
    accepted.tell({
      at,
      messageId: record.sid,
      numberId: sender.sid,
      direction,
      to: draft.to,
      type: typeOf(draft),
      body: parameters,
      ...(person && { personId: person.id }),
      ...(statusCallback && { statusCallback }),
    });
    const delayMs = (draft.sendAt === undefined ? 0 : draft.sendAt - at) + waitMs;
    if (delayMs > 0) schedule.after(delayMs, () => void hand(dispatch, record));
    else void hand(dispatch, record);
    return record;
  };
}

function createRecord({ account, sender, draft, direction }: Dispatch, nextSid: NextSid, at: number): MessageRecord {
  const { serviceSid, statusCallback, mediaUrls, content } = draft;
  const isOfService = serviceSid !== undefined;
  return {
    sid: nextSid(content || mediaUrls.length > 0 ? 'MM' : 'SM'),
    accountSid: account.sid,
    direction,
    from: isOfService ? null : addressOf(sender),
    ...(!isOfService && { senderSid: sender.sid }),
    to: draft.to,
    body: content ? (displayDraft(draft).text ?? '') : draft.body,
    status: draft.sendAt !== undefined ? 'scheduled' : isOfService ? 'accepted' : 'queued',
    ...(serviceSid && { serviceSid }),
    ...(statusCallback && isUsableCallback(statusCallback) && { statusCallback }),
    media: linksIn(draft).map(() => ({ sid: nextSid('ME') })),
    createdAt: at,
    sentAt: null,
    updatedAt: at,
  };
}

function renderEntry(draft: Draft, { sid }: MessageRecord, at: number): ChatEntry {
  const category = draft.content?.definition.approval.category.toLowerCase();
  return {
    id: sid,
    providerMessageId: sid,
    direction: 'from_business',
    at,
    kind: typeOf(draft),
    content: displayDraft(draft),
    status: 'accepted',
    ...(category && { category }),
  };
}

/** The phones learn what a file is once the platform has it. */
function showFile(world: World, shown: { chat: Chat; entry: ChatEntry }, file: MediaFile | undefined): void {
  if (!file) return;
  const { mimeType, fileName } = file;
  const isDocument = mimeType.startsWith('application/');
  const content = { ...shown.entry.content, mimeType, ...(isDocument && fileName && { fileName }) };
  world.changeEntry(shown.chat, shown.entry, { content });
}

function findPerson({ people }: World, { address }: Draft) {
  return address.kind === 'phone' ? people.byPhone(address.phone) : people.byUserId(address.userId);
}

/** A host name with an underscore, or none: the message goes out all the same. */
function warnOfCallback({ statusCallback }: Draft, account: TwilioAccount, alerts: Alerts): void {
  if (!statusCallback || isUsableCallback(statusCallback)) return;
  alerts.raise(account.sid, 21609, `Invalid 'StatusCallback' URL: ${statusCallback}`);
}

function isUsableCallback(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && /^https?:$/.test(parsed.protocol) && !parsed.hostname.includes('_');
}

function isFile(file: MediaFile | OrderedFailure): file is MediaFile {
  return 'bytes' in file;
}
