import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import classes from './draft.module.css';
import type { ButtonType, DraftButton } from './draft.ts';
import type { DraftPartProps } from './head-fields.tsx';

const TYPES: readonly ButtonType[] = ['quick_reply', 'url', 'phone_number', 'copy_code'];
const MOST = 10;

interface ButtonFieldProps {
  button: DraftButton;
  /** From 1. */
  number: number;
  errorAt(member: string): string | undefined;
  change(change: Partial<DraftButton>): void;
  remove(): void;
}

function ButtonField({ button, number, errorAt, change, remove }: ButtonFieldProps) {
  const { t } = useTranslation();
  const input = (member: 'text' | 'url' | 'phoneNumber' | 'example') => (
    <TextInput
      label={t(`draftButton.${member}`)}
      value={button[member]}
      error={errorAt(`/${member}`)}
      onChange={(event) => change({ [member]: event.target.value })}
    />
  );
  return (
    <fieldset className={classes.button}>
      <legend className={classes.legend}>{t('draft.button', { number })}</legend>
      <Select
        label={t('draft.buttonType')}
        allowDeselect={false}
        data={TYPES.map((value) => ({ value, label: t(`buttonType.${value}`) }))}
        value={button.type}
        error={errorAt('') ?? errorAt('/type')}
        onChange={(type) => type && change({ type })}
      />
      {button.type !== 'copy_code' && input('text')}
      {button.type === 'url' && input('url')}
      {button.type === 'phone_number' && input('phoneNumber')}
      {(button.type === 'copy_code' || (button.type === 'url' && button.url.includes('{{'))) && input('example')}
      <ActionIcon
        className={classes.remove}
        variant="subtle"
        aria-label={t('draft.removeButton', { number })}
        onClick={remove}
      >
        <Trash2 size={16} aria-hidden />
      </ActionIcon>
    </fieldset>
  );
}

/** The buttons below the text. */
export function ButtonFields({ draft, change, errorAt }: DraftPartProps) {
  const { t } = useTranslation();
  const { buttons } = draft;
  const add = () => {
    const key = Math.max(0, ...buttons.map((button) => button.key)) + 1;
    const button = { key, type: 'quick_reply' as const, text: '', url: '', phoneNumber: '', example: '' };
    change({ buttons: [...buttons, button] });
  };
  return (
    <>
      {buttons.map((button, index) => (
        <ButtonField
          key={button.key}
          button={button}
          number={index + 1}
          errorAt={(member) => errorAt(`/buttons/${index}${member}`)}
          change={(fields) =>
            change({ buttons: buttons.map((other) => (other === button ? { ...button, ...fields } : other)) })
          }
          remove={() => change({ buttons: buttons.filter((other) => other !== button) })}
        />
      ))}
      {buttons.length < MOST && (
        <div>
          <Button variant="default" size="compact-md" leftSection={<Plus size={15} aria-hidden />} onClick={add}>
            {t('draft.addButton')}
          </Button>
        </div>
      )}
    </>
  );
}
