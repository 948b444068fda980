import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { newSendKey, sendMessage } from '../../api/sending.ts';
import { previewTemplate } from '../../api/template-queries.ts';
import type { Template } from '../../api/types.ts';
import { parseRecipient } from '../../words/person.ts';
import { contentOf, type FieldValues, parametersOf } from './template-content.ts';

export interface SendOrder {
  channelId: string;
  senderId: string | null;
  /** Phone number or user id, as somebody wrote it. */
  to: string;
  template: Template;
  values: FieldValues;
}

/** Sends a template once the gateway finds nothing wrong with its values: a mistake leaves no message behind. */
export function useSend() {
  const [key, setKey] = useState(newSendKey);
  const send = useMutation({
    mutationFn: async ({ channelId, senderId, to, template, values }: SendOrder) => {
      await previewTemplate(channelId, template, parametersOf(template, values));
      const content = contentOf(template, values);
      const message = { channelId, to: parseRecipient(to), content, author: 'agent' as const };
      return sendMessage({ ...message, ...(senderId !== null && { senderId }) }, key);
    },
    onSuccess: () => setKey(newSendKey()),
  });
  return {
    ...send,
    /** To be called at every change: another message needs another key. */
    forget: () => {
      send.reset();
      setKey(newSendKey());
    },
  };
}
