import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChat } from '../chat/chat-context.ts';
import { Sheet } from './sheet.tsx';

/** What a person writes who came by an ad that opens the chat. */
export function ReferralSheet({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const { write } = useChat();
  const [text, setText] = useState('');
  return (
    <Sheet
      title={t('phone.fromAd')}
      submit={t('phone.send')}
      isReady={text.trim() !== ''}
      onSubmit={() => write({ type: 'referral', text: text.trim() })}
      onClose={onClose}
    >
      <TextInput
        label={t('phone.message')}
        data-autofocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </Sheet>
  );
}
