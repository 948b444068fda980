import type { TFunction } from 'i18next';
import type { TemplateField } from '../templates/send/template-fields.ts';

/** What a value of a template is called in a form. */
export function fieldLabel({ part, card, name, kind }: TemplateField, t: TFunction): string {
  const own = kind === 'media' ? t('templateField.media') : t(`templateField.${part}`, { name });
  return card === undefined ? own : t('templateField.ofCard', { card, name: own });
}
