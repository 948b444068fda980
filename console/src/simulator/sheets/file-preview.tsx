import { FileText } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../../i18n/use-locale.ts';
import { formatBytes } from '../../words/bytes.ts';
import type { MediaKind } from '../api/types.ts';
import classes from './file-preview.module.css';
import { exceededLimit } from './media-kinds.ts';

function useObjectUrl(file: File): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return url;
}

function Look({ file, kind }: { file: File; kind: MediaKind }) {
  const url = useObjectUrl(file);
  if (url === null) return null;
  const player = { src: url, controls: true, 'aria-label': file.name };
  switch (kind) {
    case 'image':
    case 'sticker':
      return <img className={classes.picture} src={url} alt="" />;
    case 'video':
      return <video className={classes.picture} {...player} />;
    case 'audio':
    case 'voice':
      return <audio className={classes.sound} {...player} />;
    case 'document':
      return <FileText size={34} aria-hidden />;
  }
}

/** A chosen file before it is sent: how it looks, its name and size, and whether it is too large. */
export function FilePreview({ file, kind }: { file: File; kind: MediaKind }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const limit = exceededLimit(file, kind);
  return (
    <figure className={classes.file}>
      <Look file={file} kind={kind} />
      <figcaption className={classes.words}>
        <span className={classes.name}>{file.name}</span> {formatBytes(file.size, locale)}
        {limit !== null && (
          <span className={classes.problem} role="alert">
            {t('phone.tooLarge', { kind: t(`preview.${kind}`), limit: formatBytes(limit, locale) })}
          </span>
        )}
      </figcaption>
    </figure>
  );
}
