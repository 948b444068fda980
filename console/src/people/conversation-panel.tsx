import { SegmentedControl } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { MessagesSquare } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { setAnsweredBy } from '../api/people-queries.ts';
import { KEYS } from '../api/queries.ts';
import type { Conversation } from '../api/types.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { useErrorWords } from '../components/error-words.ts';
import { Panel } from '../components/panel.tsx';
import { formatPhone } from '../words/person.ts';
import classes from './people.module.css';
import { WindowState } from './window-state.tsx';

const ANSWERERS = ['bot', 'human', 'paused'] as const satisfies readonly Conversation['answeredBy'][];

function ConversationItem({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const words = useErrorWords();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (answeredBy: Conversation['answeredBy']) => setAnsweredBy(conversation.id, answeredBy),
    onSettled: () => client.invalidateQueries({ queryKey: [KEYS.contacts] }),
  });
  const choose = (value: string) => {
    const answeredBy = ANSWERERS.find((one) => one === value);
    if (answeredBy) change.mutate(answeredBy);
  };
  const { sender, answeredBy } = conversation;
  const number = sender.phoneNumber === null ? t('people.formerNumber') : formatPhone(sender.phoneNumber);
  return (
    <li className={classes.item}>
      <div className={classes.between}>
        <strong>{number}</strong>
        <WindowState conversation={conversation} />
      </div>
      <span className={classes.note}>{t('people.answeredBy')}</span>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={t('people.answeredByNamed', { number })}
        data={ANSWERERS.map((value) => ({ value, label: t(`answeredBy.${value}`) }))}
        value={change.isPending ? change.variables : answeredBy}
        onChange={choose}
      />
      <p className={classes.note}>{t(`answeredByHint.${answeredBy}`)}</p>
      <div aria-live="polite">{change.isError && <p className={classes.problem}>{words(change.error)}</p>}</div>
    </li>
  );
}

/** A person's conversations, each with a number of ours: who answers, and whether the window is open. */
export function ConversationPanel({ conversations }: { conversations: readonly Conversation[] }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('people.conversations')} count={conversations.length}>
      {conversations.length === 0 && (
        <EmptyState
          icon={MessagesSquare}
          title={t('people.noConversationTitle')}
          text={t('people.noConversationText')}
        />
      )}
      <ul className={classes.list}>
        {conversations.map((conversation) => (
          <ConversationItem key={conversation.id} conversation={conversation} />
        ))}
      </ul>
    </Panel>
  );
}
