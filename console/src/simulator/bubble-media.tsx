import { FileText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ChatContent } from './api.ts';
import classes from './bubble-content.module.css';

/** A picture, a film, a sound, or a file to open. */
export function BubbleMedia({ content, url }: { content: ChatContent; url: string }) {
  const { t } = useTranslation();
  const { mimeType = '', fileName, text } = content;
  if (mimeType.startsWith('image/')) return <img className={classes.media} src={url} alt={text ?? t('phone.image')} />;
  // biome-ignore lint/a11y/useMediaCaption: simulated media have no captions
  if (mimeType.startsWith('video/')) return <video className={classes.media} src={url} controls />;
  // biome-ignore lint/a11y/useMediaCaption: simulated media have no captions
  if (mimeType.startsWith('audio/')) return <audio className={classes.sound} src={url} controls />;
  return (
    <a className={classes.file} href={url} target="_blank" rel="noreferrer">
      <FileText size={18} aria-hidden />
      {fileName ?? mimeType}
    </a>
  );
}
