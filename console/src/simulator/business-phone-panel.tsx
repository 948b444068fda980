import { Button, Text, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { SendHorizontal } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../components/error-words.ts';
import { Panel } from '../components/panel.tsx';
import { typingQuery } from './api/queries.ts';
import { phoneApi } from './api/requests.ts';
import type { BusinessNumber, Person } from './api/types.ts';
import classes from './clock-panel.module.css';

/** The business's own phone: what is written there goes past the gateway, which only hears of it. */
export function BusinessPhonePanel({ number, person }: { number: BusinessNumber; person: Person }) {
  const { t } = useTranslation();
  const words = useErrorWords();
  const [text, setText] = useState('');
  const key = { numberId: number.id, personId: person.id };
  const { data: isTyping } = useQuery(typingQuery(key, 'person'));
  const write = useMutation({
    mutationFn: (said: string) => phoneApi.writeAsBusiness(key, said),
    onSuccess: () => setText(''),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') write.mutate(text.trim());
  };
  return (
    <Panel title={t('phone.businessPhone')}>
      <form className={classes.body} onSubmit={submit}>
        <Textarea
          autosize
          minRows={1}
          maxRows={4}
          label={t('phone.businessWrites', { business: number.displayName, person: person.name })}
          description={isTyping ? t('phone.personTyping', { person: person.name }) : t('phone.businessPhoneHint')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {write.isError && (
          <Text size="sm" c="var(--bad)" role="alert">
            {words(write.error)}
          </Text>
        )}
        <div className={classes.buttons}>
          <Button
            type="submit"
            size="xs"
            leftSection={<SendHorizontal size={14} aria-hidden />}
            loading={write.isPending}
            disabled={text.trim() === ''}
          >
            {t('phone.sendAsBusiness')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
