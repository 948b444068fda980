import { Menu } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { BellOff, BellRing, EllipsisVertical, MegaphoneIcon, SquareDashedMousePointer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatPhone } from '../../words/person.ts';
import { stateQuery, typingQuery } from '../api/queries.ts';
import { phoneApi } from '../api/requests.ts';
import type { BusinessNumber } from '../api/types.ts';
import { Avatar } from '../people/avatar.tsx';
import { useChat } from './chat-context.ts';
import classes from './chat-head.module.css';

/** The person's wish about marketing from this number; null where the provider knows no such thing. */
function MarketingItem() {
  const { t } = useTranslation();
  const { chatKey, can } = useChat();
  const { data, refetch } = useQuery(stateQuery(chatKey));
  const wish = data?.optedOut ? 'resume' : 'stop';
  const prefer = useMutation({
    mutationFn: () => phoneApi.preferMarketing(chatKey, wish),
    onSettled: () => refetch(),
  });
  if (!can('preferences')) return null;
  const Icon = data?.optedOut ? BellRing : BellOff;
  return (
    <Menu.Item leftSection={<Icon size={16} aria-hidden />} onClick={() => prefer.mutate()}>
      {t(`phone.marketing.${wish}`)}
    </Menu.Item>
  );
}

function ChatMenu() {
  const { t } = useTranslation();
  const { can, open, write } = useChat();
  return (
    <Menu position="bottom-end" withinPortal={false}>
      <Menu.Target>
        <button type="button" className={classes.more} aria-label={t('phone.chatMenu')}>
          <EllipsisVertical size={19} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <MarketingItem />
        {can('referral') && (
          <Menu.Item leftSection={<MegaphoneIcon size={16} aria-hidden />} onClick={() => open({ kind: 'referral' })}>
            {t('phone.fromAd')}
          </Menu.Item>
        )}
        {can('unsupported') && (
          <Menu.Item
            leftSection={<SquareDashedMousePointer size={16} aria-hidden />}
            onClick={() => write({ type: 'unsupported', kind: 'poll' })}
          >
            {t('phone.sendPoll')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Whom the person writes to, whether they are being answered, and what else can be done in the chat. */
export function ChatHead({ number }: { number: BusinessNumber }) {
  const { t } = useTranslation();
  const { chatKey, can } = useChat();
  const { data: isTyping } = useQuery(typingQuery(chatKey, 'business'));
  const hasMenu = ['preferences', 'referral', 'unsupported'].some(can);
  return (
    <div className={classes.head}>
      <Avatar name={number.displayName} size={40} />
      <div className={classes.business}>
        <h2 className={classes.name}>{number.displayName}</h2>
        <div className={classes.under} aria-live="polite">
          {isTyping ? t('phone.typing') : `${t('phone.businessAccount')} · ${formatPhone(number.phoneNumber)}`}
        </div>
      </div>
      {hasMenu && <ChatMenu />}
    </div>
  );
}
