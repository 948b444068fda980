import { Button, FileButton, Group, Input, SegmentedControl, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Upload } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { uploadFile } from '../../api/sending.ts';
import { useErrorWords } from '../../components/error-words.ts';
import { fieldLabel } from '../../words/field.ts';
import classes from './send.module.css';
import { isUploaded, uploadedValue } from './template-content.ts';
import type { ValueInputProps } from './value-input.tsx';

const ACCEPTED: Readonly<Record<string, string>> = {
  image: 'image/jpeg,image/png',
  video: 'video/mp4,video/3gpp',
  gif: 'video/mp4',
  document: '*',
};

/** A file from this device; the value is its id at the gateway. */
function FileInput({ channelId, field, value, error, onChange }: ValueInputProps) {
  const { t } = useTranslation();
  const words = useErrorWords();
  const id = useId();
  const upload = useMutation({
    mutationFn: (file: File) => uploadFile(channelId, file),
    onSuccess: (media) => onChange(uploadedValue(media.id)),
  });
  const choose = (file: File | null) => {
    if (file) upload.mutate(file);
  };
  const said = upload.isError ? words(upload.error) : error;
  return (
    <Input.Wrapper error={said} errorProps={{ id }}>
      <Group gap="sm">
        <FileButton
          accept={ACCEPTED[field.format ?? ''] ?? '*'}
          onChange={choose}
          inputProps={{ 'aria-label': fieldLabel(field, t) }}
        >
          {(props) => (
            <Button
              {...props}
              variant="default"
              leftSection={<Upload size={15} aria-hidden />}
              loading={upload.isPending}
              aria-describedby={said ? id : undefined}
            >
              {t('templates.chooseFile')}
            </Button>
          )}
        </FileButton>
        <span aria-live="polite" className={classes.soft}>
          {isUploaded(value) && upload.isSuccess && t('templates.uploaded', { name: upload.variables.name })}
        </span>
      </Group>
    </Input.Wrapper>
  );
}

/** A file by its address or by upload. */
export function MediaInput(props: ValueInputProps) {
  const { t } = useTranslation();
  const [source, setSource] = useState('url');
  const { field, value, error, onChange, onLeave } = props;
  const label = fieldLabel(field, t);
  const switchTo = (next: string) => {
    setSource(next);
    onChange('');
  };
  return (
    <fieldset className={classes.media}>
      <legend className={classes.legend}>{label}</legend>
      <SegmentedControl
        size="xs"
        aria-label={label}
        value={source}
        onChange={switchTo}
        data={[
          { value: 'url', label: t('templates.byAddress') },
          { value: 'file', label: t('templates.byUpload') },
        ]}
      />
      {source === 'file' ? (
        <FileInput {...props} />
      ) : (
        <TextInput
          type="url"
          aria-label={t('templates.address')}
          placeholder="https://"
          value={value}
          error={error}
          onBlur={onLeave}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </fieldset>
  );
}
