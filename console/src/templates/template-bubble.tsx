import { Copy, ExternalLink, FileText, Image, List, MapPin, Phone, Play, Reply, ShoppingBag } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type ShownButton, type ShownPart, type ShownTemplate, splitVariables } from './shown-template.ts';
import classes from './template-bubble.module.css';

const HEADER_SIGNS = {
  image: Image,
  gif: Image,
  video: Play,
  document: FileText,
  location: MapPin,
  product: ShoppingBag,
};
const BUTTON_SIGNS = { quick_reply: Reply, url: ExternalLink, phone_number: Phone, copy_code: Copy, otp: Copy };

function signOf<Sign>(signs: Readonly<Record<string, Sign>>, kind: string): Sign | undefined {
  return Object.hasOwn(signs, kind) ? signs[kind] : undefined;
}

/** A text in which variables without a value stand out. */
function TemplateText({ text }: { text: string }) {
  return splitVariables(text).map((piece, index) =>
    piece.isVariable ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the same variable may stand there twice
      <mark key={index} className={classes.variable}>
        {piece.text}
      </mark>
    ) : (
      piece.text
    ),
  );
}

function Header({ header }: { header: NonNullable<ShownPart['header']> }) {
  const { t } = useTranslation();
  if (header.format === 'text') {
    return (
      <div className={classes.header}>
        <TemplateText text={header.text} />
      </div>
    );
  }
  const Sign = signOf(HEADER_SIGNS, header.format) ?? FileText;
  return (
    <div className={classes.media}>
      <Sign size={26} aria-hidden />
      <span>{t('templates.headerOf', { format: header.format })}</span>
    </div>
  );
}

function Button({ button }: { button: ShownButton }) {
  const Sign = signOf(BUTTON_SIGNS, button.type) ?? List;
  return (
    <li className={classes.button} title={button.url ?? button.phoneNumber}>
      <Sign size={14} aria-hidden />
      {button.text || button.type}
    </li>
  );
}

function Part({ part, footer = null }: { part: ShownPart; footer?: string | null }) {
  return (
    <div className={classes.bubble}>
      {part.header && <Header header={part.header} />}
      <div className={classes.body}>
        <TemplateText text={part.body} />
      </div>
      {footer !== null && <div className={classes.footer}>{footer}</div>}
      {part.buttons.length > 0 && (
        <ul className={classes.buttons}>
          {part.buttons.map((button, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two buttons may be the same but for their place
            <Button key={index} button={button} />
          ))}
        </ul>
      )}
    </div>
  );
}

/** A template as the person's phone shows it. */
export function TemplateBubble({ shown }: { shown: ShownTemplate }) {
  const { t } = useTranslation();
  return (
    <section className={classes.phone} aria-label={t('templates.preview')}>
      <Part part={shown} footer={shown.footer} />
      {shown.cards.length > 0 && (
        <div className={classes.cards}>
          {shown.cards.map((card, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: cards have nothing but their place
            <Part key={index} part={card} />
          ))}
        </div>
      )}
    </section>
  );
}
