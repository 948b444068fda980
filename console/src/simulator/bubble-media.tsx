import { FileText } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChatContent } from './api.ts';
import classes from './bubble-content.module.css';

/** A picture, a film, a sound, or a file to open; what the browser cannot show is a file to open too. */
export function BubbleMedia({ content, url }: { content: ChatContent; url: string }) {
  const { t } = useTranslation();
  const [isBroken, setBroken] = useState(false);
  const { mimeType = '', fileName, text } = content;
  const [kind] = isBroken ? [] : mimeType.split('/');
  const shown = { className: classes.media, src: url, onError: () => setBroken(true) };
  switch (kind) {
    case 'image':
      return <img {...shown} alt={text ?? t('phone.image')} />;
    case 'video':
      return <video {...shown} controls />;
    case 'audio':
      return <audio {...shown} className={classes.sound} controls />;
    default:
      return (
        <a className={classes.file} href={url} target="_blank" rel="noreferrer">
          <FileText size={18} aria-hidden />
          {fileName ?? mimeType}
        </a>
      );
  }
}
