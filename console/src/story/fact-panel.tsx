import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../api/types.ts';
import { CopyField } from '../components/copy-field.tsx';
import { AnchorLink } from '../components/links.tsx';
import { Panel } from '../components/panel.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { useChannelName } from '../overview/use-names.ts';
import { contactName, formatPhone } from '../words/person.ts';
import { formatMoment } from '../words/time.ts';
import classes from './facts.module.css';

/** What is known of a message besides its content: who, where, when, and the ids to search for. */
export function FactPanel({ message }: { message: Message }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const channelName = useChannelName();
  const person = contactName(message.contact) ?? t('messages.unknownPerson');
  const business = message.sender.phoneNumber === null ? '–' : formatPhone(message.sender.phoneNumber);
  const isInbound = message.direction === 'inbound';
  const facts = [
    [t('story.from'), isInbound ? person : business],
    [t('story.to'), isInbound ? business : person],
    [t('story.author'), t(`author.${message.author}`)],
    [t('story.channel'), channelName(message.channelId) ?? message.channelId],
    [t('story.time'), formatMoment(message.at, locale)],
    [t('story.edited'), message.editedAt && formatMoment(message.editedAt, locale)],
    [t('story.revoked'), message.revokedAt && formatMoment(message.revokedAt, locale)],
  ] as const;
  const ids = [
    [t('story.id'), message.id],
    [t('story.providerId'), message.providerMessageId],
    [t('story.conversation'), message.conversationId],
  ] as const;
  return (
    <Panel title={t('story.facts')}>
      <dl className={classes.facts}>
        {facts.map(
          ([label, value]) =>
            value && (
              <Fact key={label} label={label}>
                {value}
              </Fact>
            ),
        )}
        {message.replyTo !== null && (
          <Fact label={t('story.replyTo')}>
            <AnchorLink to="/messages/$id" params={{ id: message.replyTo }} size="sm">
              {t('story.quoted')}
            </AnchorLink>
          </Fact>
        )}
        {ids.map(
          ([label, value]) =>
            value && (
              <Fact key={label} label={label}>
                <CopyField value={value} what={label} />
              </Fact>
            ),
        )}
        {message.failure && (
          <Fact label={t('story.failure')}>
            <span className={classes.failure}>{message.failure.message}</span>
          </Fact>
        )}
      </dl>
    </Panel>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}
