import { TextInput } from '@mantine/core';
import { type ChangeEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChat } from '../chat/chat-context.ts';
import { Sheet } from './sheet.tsx';

const EMPTY = { name: '', phone: '', email: '', organization: '' };

/** A contact card to share. */
export function ContactSheet({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const { write } = useChat();
  const [card, setCard] = useState(EMPTY);
  const field = (name: keyof typeof EMPTY) => ({
    value: card[name],
    onChange: ({ currentTarget: { value } }: ChangeEvent<HTMLInputElement>) => setCard({ ...card, [name]: value }),
  });
  const send = () => {
    const { name, phone, email, organization } = card;
    const more = { ...(email && { emails: [email] }), ...(organization && { organization }) };
    write({ type: 'contacts', contacts: [{ name: name.trim(), phones: [phone.trim()], ...more }] });
  };
  return (
    <Sheet
      title={t('phone.attachment.contact')}
      submit={t('phone.send')}
      isReady={card.name.trim() !== '' && card.phone.trim() !== ''}
      onSubmit={send}
      onClose={onClose}
    >
      <TextInput label={t('phone.name')} data-autofocus {...field('name')} />
      <TextInput type="tel" label={t('phone.phoneNumber')} {...field('phone')} />
      <TextInput type="email" label={t('phone.email')} {...field('email')} />
      <TextInput label={t('phone.organization')} {...field('organization')} />
    </Sheet>
  );
}
