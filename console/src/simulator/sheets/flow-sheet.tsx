import { ActionIcon, Button, Group, JsonInput, Switch, TextInput } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChat } from '../chat/chat-context.ts';
import { type FlowAnswer, readAnswers, readJson } from './flow-answers.ts';
import { Sheet } from './sheet.tsx';

interface AnswersProps {
  answers: readonly FlowAnswer[];
  onChange(answers: FlowAnswer[]): void;
}

function Answers({ answers, onChange }: AnswersProps) {
  const { t } = useTranslation();
  const change = (index: number, how: Partial<FlowAnswer>) =>
    onChange(answers.map((answer, at) => (at === index ? { ...answer, ...how } : answer)));
  return (
    <>
      {answers.map(({ name, value }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines have no other name
        <Group key={index} gap={8} grow preventGrowOverflow={false} align="end" wrap="nowrap">
          <TextInput
            label={t('phone.field')}
            value={name}
            onChange={(event) => change(index, { name: event.currentTarget.value })}
          />
          <TextInput
            label={t('phone.answer')}
            value={value}
            onChange={(event) => change(index, { value: event.currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            flex="none"
            mb={4}
            aria-label={t('phone.removeField')}
            onClick={() => onChange(answers.filter((_, at) => at !== index))}
          >
            <X size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Button
        variant="light"
        size="xs"
        leftSection={<Plus size={15} aria-hidden />}
        onClick={() => onChange([...answers, { name: '', value: '' }])}
      >
        {t('phone.addField')}
      </Button>
    </>
  );
}

export interface FlowSheetProps {
  messageId: string;
  title: string;
  onClose(): void;
}

/** The answer to a flow. The phone does not know the form, so that its fields are named here, line by line or as JSON. */
export function FlowSheet({ messageId, title, onClose }: FlowSheetProps) {
  const { t } = useTranslation();
  const { write } = useChat();
  const [isJson, setJson] = useState(false);
  const [answers, setAnswers] = useState<FlowAnswer[]>([{ name: '', value: '' }]);
  const [json, setJsonText] = useState('{\n  \n}');
  const data = isJson ? readJson(json) : readAnswers(answers);
  return (
    <Sheet
      title={title}
      submit={t('phone.sendAnswer')}
      isReady={data !== null}
      onSubmit={() => data && write({ type: 'flow_reply', messageId, data })}
      onClose={onClose}
    >
      <Switch label={t('phone.asJson')} checked={isJson} onChange={(event) => setJson(event.currentTarget.checked)} />
      {isJson ? (
        <JsonInput
          label={t('phone.answerJson')}
          autosize
          minRows={5}
          validationError={t('phone.noJson')}
          value={json}
          onChange={setJsonText}
        />
      ) : (
        <Answers answers={answers} onChange={setAnswers} />
      )}
    </Sheet>
  );
}
