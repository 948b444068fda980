import { CopyButton } from '@mantine/core';
import { Check, ClipboardPen, Copy, List, MapPin, Phone, ShoppingBag } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ChatContent, ChatEntry } from '../api/types.ts';
import { useChat } from '../chat/chat-context.ts';
import { LinkChoice, ReplyChoices, SheetChoice } from './choice-buttons.tsx';
import classes from './choices.module.css';
import { isPayable, PayChoices } from './pay-choices.tsx';

function CopyChoice({ code }: { code: string }) {
  const { t } = useTranslation();
  return (
    <CopyButton value={code}>
      {({ copied, copy }) => (
        <button type="button" className={classes.choice} onClick={copy}>
          {copied ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />}
          {copied ? t('app.copied') : t('phone.copyCode', { code })}
        </button>
      )}
    </CopyButton>
  );
}

/** Answers that need a sheet: a list, a form, a place, an order. */
function SheetChoices({ entry: { id, content } }: { entry: ChatEntry }) {
  const { t } = useTranslation();
  const { open } = useChat();
  const { list, flow, locationRequest, products } = content;
  const sheet = <Kind extends 'list' | 'flow' | 'location' | 'order'>(kind: Kind) => open({ kind, messageId: id });
  return (
    <>
      {list && <SheetChoice icon={List} label={list.button} onOpen={() => sheet('list')} />}
      {flow && <SheetChoice icon={ClipboardPen} label={flow.label} onOpen={() => sheet('flow')} />}
      {locationRequest && (
        <SheetChoice icon={MapPin} label={t('phone.sendLocation')} onOpen={() => sheet('location')} />
      )}
      {products && <SheetChoice icon={ShoppingBag} label={t('phone.viewItems')} onOpen={() => sheet('order')} />}
    </>
  );
}

function hasChoices({ buttons = [], phoneButtons = [], ...others }: ChatContent): boolean {
  const { link, copyCode, list, flow, locationRequest, products } = others;
  const single = [link, copyCode, list, flow, locationRequest, products];
  return buttons.length > 0 || phoneButtons.length > 0 || single.some(Boolean);
}

/** What can be pressed under a message: reply buttons, links, calls, the openers of lists and forms, payment. */
export function Choices({ entry }: { entry: ChatEntry }) {
  const { can } = useChat();
  const { content, status, revokedAt, direction } = entry;
  const isOffer = direction === 'from_business' && status !== 'failed' && revokedAt === undefined;
  const canPay = can('payment') && isPayable(entry);
  if (!isOffer || !(hasChoices(content) || canPay)) return null;
  const { buttons = [], phoneButtons = [], link, copyCode } = content;
  return (
    <div className={classes.choices}>
      {link && <LinkChoice link={link} />}
      {phoneButtons.map(({ label, phoneNumber }) => (
        <a key={phoneNumber} className={classes.choice} href={`tel:${phoneNumber}`}>
          <Phone size={15} aria-hidden />
          {label}
        </a>
      ))}
      {copyCode && <CopyChoice code={copyCode} />}
      <ReplyChoices entry={entry} buttons={buttons} />
      <SheetChoices entry={entry} />
      {canPay && <PayChoices entry={entry} />}
    </div>
  );
}
