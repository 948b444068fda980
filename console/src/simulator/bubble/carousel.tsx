import { useTranslation } from 'react-i18next';
import type { CarouselCard, ChatEntry } from '../api/types.ts';
import { BubbleMedia } from './bubble-media.tsx';
import classes from './carousel.module.css';
import { LinkChoice, ReplyChoices } from './choice-buttons.tsx';
import { FormattedText } from './formatted-text.tsx';

function Card({ card, entry }: { card: CarouselCard; entry: ChatEntry }) {
  const { header, text, buttons = [], link } = card;
  return (
    <li className={classes.card}>
      {header && <BubbleMedia content={{ mimeType: header.mimeType }} kind="card" url={header.mediaUrl} />}
      {text && (
        <p className={classes.text}>
          <FormattedText text={text} />
        </p>
      )}
      <ReplyChoices entry={entry} buttons={buttons} />
      {link && <LinkChoice link={link} />}
    </li>
  );
}

/** Cards side by side, to be scrolled through. */
export function Carousel({ entry }: { entry: ChatEntry }) {
  const { t } = useTranslation();
  const { cards } = entry.content;
  if (!cards || entry.revokedAt !== undefined) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard
    <ul className={classes.cards} aria-label={t('phone.cards')} tabIndex={0}>
      {cards.map((card, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the cards of a message never change
        <Card key={index} card={card} entry={entry} />
      ))}
    </ul>
  );
}
