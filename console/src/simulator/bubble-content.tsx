import { MapPin } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ChatContent, ChatEntry } from './api.ts';
import classes from './bubble-content.module.css';
import { BubbleMedia } from './bubble-media.tsx';
import { FormattedText } from './formatted-text.tsx';

function Place({ location }: { location: NonNullable<ChatContent['location']> }) {
  const { latitude, longitude, name, address } = location;
  return (
    <div className={classes.file}>
      <MapPin size={18} aria-hidden />
      {[name, address].filter(Boolean).join(', ') || `${latitude}, ${longitude}`}
    </div>
  );
}

/** What a message says: picture or file, place, header, text and footer. */
export function BubbleContent({ entry: { content, kind } }: { entry: ChatEntry }) {
  const { t } = useTranslation();
  const { text, header, footer, location, mediaUrl } = content;
  const isEmpty = !text && !header && !mediaUrl && !location && !content.buttons && !content.list;
  if (isEmpty) return <p className={classes.unsupported}>{t('phone.unsupported', { kind })}</p>;
  return (
    <>
      {mediaUrl && <BubbleMedia content={content} url={mediaUrl} />}
      {location && <Place location={location} />}
      {header && <p className={classes.header}>{header}</p>}
      {text && (
        <p className={classes.text}>
          <FormattedText text={text} />
        </p>
      )}
      {footer && <p className={classes.footer}>{footer}</p>}
    </>
  );
}
