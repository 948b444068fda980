import { Link } from '@tanstack/react-router';
import { ArrowDownLeft, ArrowUpRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../api/types.ts';
import { Ago } from '../components/ago.tsx';
import { StatusChip } from '../components/status-chip.tsx';
import { contactName } from '../words/person.ts';
import { previewContent } from '../words/preview.ts';
import classes from './messages.module.css';

/** One message in a line; leads to its story. */
export function MessageRow({ message, channel }: { message: Message; channel: string | null }) {
  const { t } = useTranslation();
  const isInbound = message.direction === 'inbound';
  const Icon = isInbound ? ArrowDownLeft : ArrowUpRight;
  const name = contactName(message.contact) ?? t('messages.unknownPerson');
  return (
    <li>
      <Link to="/messages/$id" params={{ id: message.id }} className={classes.row} title={t('messages.open')}>
        <span className={classes.sign} data-direction={message.direction}>
          <Icon size={17} aria-hidden />
        </span>
        <span className={classes.who}>
          {isInbound ? t('messages.inbound', { name }) : t('messages.outbound', { name })}{' '}
          {channel !== null && <span className={classes.via}>{t('messages.via', { channel })}</span>}
        </span>
        <span className={classes.time}>
          <Ago at={message.at} />
        </span>
        <span className={classes.preview}>{previewContent(message.content, t)}</span>
        <span className={classes.status}>
          <StatusChip status={message.status} />
        </span>
      </Link>
    </li>
  );
}
