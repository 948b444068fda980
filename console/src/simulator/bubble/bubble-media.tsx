import { FileText, Mic } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../../i18n/use-locale.ts';
import { formatBytes } from '../../words/bytes.ts';
import type { ChatContent } from '../api/types.ts';
import classes from './bubble-media.module.css';
import { useFileSize } from './use-file-size.ts';

export interface BubbleMediaProps {
  content: ChatContent;
  /** The provider's word for the message. */
  kind: string;
  url: string;
}

function FileLink({ content, url }: Omit<BubbleMediaProps, 'kind'>) {
  const locale = useLocale();
  const { t } = useTranslation();
  const size = useFileSize(url);
  const { fileName, mimeType = '' } = content;
  const type = mimeType.split('/').at(-1)?.split(';')[0]?.toUpperCase();
  const about = [type, size === null ? undefined : formatBytes(size, locale)].filter(Boolean).join(' · ');
  return (
    <a className={classes.file} href={url} download={fileName ?? true} target="_blank" rel="noreferrer">
      <FileText size={26} aria-hidden />
      <span>
        {fileName ?? t('preview.document')}
        <span className={classes.about}>{about}</span>
      </span>
    </a>
  );
}

/** A picture, a film, a sound, or a file to open; what the browser cannot show is a file to open too. */
export function BubbleMedia({ content, kind, url }: BubbleMediaProps) {
  const { t } = useTranslation();
  const [isBroken, setBroken] = useState(false);
  const { mimeType = '', text, voice } = content;
  const isFile = isBroken || kind === 'document';
  const shown = { className: classes.media, src: url, onError: () => setBroken(true) };
  switch (isFile ? '' : mimeType.split('/')[0]) {
    case 'image':
      return kind === 'sticker' ? (
        <img {...shown} className={classes.sticker} alt={t('preview.sticker')} />
      ) : (
        <img {...shown} alt={text ?? t('phone.image')} />
      );
    case 'video':
      return <video {...shown} controls aria-label={t('preview.video')} />;
    case 'audio':
      return (
        <div className={classes.sound}>
          {(voice || kind === 'voice') && <Mic size={18} aria-hidden />}
          <audio
            {...shown}
            className={classes.player}
            controlsList="nodownload noplaybackrate"
            controls
            aria-label={t(voice ? 'preview.voice' : 'preview.audio')}
          />
        </div>
      );
    default:
      return <FileLink content={content} url={url} />;
  }
}
