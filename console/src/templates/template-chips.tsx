import { useTranslation } from 'react-i18next';
import type { Template } from '../api/types.ts';
import { Chip } from '../components/chip.tsx';
import { qualityTone } from '../words/fact.ts';
import { templateCategory, templateStatus, templateTone } from '../words/template.ts';

/** Status, quality, category and language of a template. */
export function TemplateChips({ template }: { template: Template }) {
  const { t } = useTranslation();
  const { status, quality, category, language } = template;
  return (
    <>
      <Chip tone={templateTone(status)}>{templateStatus(status, t)}</Chip>
      {quality !== null && quality !== 'unknown' && (
        <Chip tone={qualityTone(quality)}>{t('templates.quality', { quality })}</Chip>
      )}
      <Chip tone="muted">{templateCategory(category, t)}</Chip>
      <Chip tone="muted">{language}</Chip>
    </>
  );
}
