import { Ban } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ChatContent, ChatEntry } from '../api/types.ts';
import classes from './bubble-content.module.css';
import { BubbleMedia } from './bubble-media.tsx';
import { ContactCards } from './contact-cards.tsx';
import { FormattedText } from './formatted-text.tsx';
import { OrderCard } from './order-card.tsx';
import { PaymentCard } from './payment-card.tsx';
import { PlaceCard } from './place-card.tsx';

/** True if there is something that the phone can show. */
function isShown({ text, header, mediaUrl, location, contacts, order, payment, ...choices }: ChatContent): boolean {
  const { buttons, list, cards, flow, products } = choices;
  const said = [text, header, mediaUrl, location, contacts, order, payment];
  return [...said, buttons, list, cards, flow, products].some(Boolean);
}

/** What a message says: picture or file, place, header, text and footer. */
export function BubbleContent({ entry: { content, kind, revokedAt } }: { entry: ChatEntry }) {
  const { t } = useTranslation();
  const { text, header, footer, location, mediaUrl, contacts, order, payment } = content;
  if (revokedAt !== undefined) {
    return (
      <p className={classes.unsupported}>
        <Ban size={14} aria-hidden /> {t('phone.deleted')}
      </p>
    );
  }
  if (!isShown(content)) return <p className={classes.unsupported}>{t('phone.unsupported', { kind })}</p>;
  return (
    <>
      {mediaUrl && <BubbleMedia content={content} kind={kind} url={mediaUrl} />}
      {location && <PlaceCard place={location} />}
      {contacts && <ContactCards contacts={contacts} />}
      {header && <p className={classes.header}>{header}</p>}
      {order && <OrderCard order={order} />}
      {payment && <PaymentCard payment={payment} />}
      {text && (
        <p className={classes.text}>
          <FormattedText text={text} />
        </p>
      )}
      {footer && <p className={classes.footer}>{footer}</p>}
    </>
  );
}
