import { Button, type ButtonProps, Group, Modal, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldsOf } from '../api/problem.ts';
import { useErrorWords } from './error-words.ts';

export interface ConfirmButtonProps extends ButtonProps {
  /** What the button says, in the page and in the question. */
  label: string;
  /** What will happen. */
  question: ReactNode;
  /** What is under way. */
  action: { mutate(): void; reset(): void; isPending: boolean; isSuccess: boolean; error: unknown };
  isDangerous?: boolean;
  /** Asked at a press; false: something else has to be done first, and the page says what. */
  mayAsk?(): boolean;
  /** The page says what went wrong, so that the question closes. */
  tellsElsewhere?: boolean;
}

/** A button that asks once more before it acts. */
export function ConfirmButton(options: ConfirmButtonProps) {
  const { label, question, action, isDangerous = false, mayAsk, tellsElsewhere = false, ...props } = options;
  const { t } = useTranslation();
  const words = useErrorWords();
  const [isOpen, { open, close }] = useDisclosure(false);
  const isOver = action.isSuccess || (tellsElsewhere && action.error !== null);
  useEffect(() => {
    if (isOver) close();
  }, [isOver, close]);
  const ask = () => {
    if (mayAsk?.() === false) return;
    action.reset();
    open();
  };
  return (
    <>
      <Button {...props} onClick={ask}>
        {label}
      </Button>
      <Modal
        opened={isOpen}
        onClose={close}
        title={label}
        centered
        closeButtonProps={{ 'aria-label': t('app.cancel') }}
      >
        <Text size="sm">{question}</Text>
        {action.error !== null && (
          <Text size="sm" c="var(--bad)" role="alert" mt="sm">
            {[words(action.error), ...fieldsOf(action.error).map(({ message }) => message)].join(' ')}
          </Text>
        )}
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={close}>
            {t('app.cancel')}
          </Button>
          <Button {...(isDangerous && { color: 'red' })} loading={action.isPending} onClick={() => action.mutate()}>
            {label}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
