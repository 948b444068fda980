import { useTranslation } from 'react-i18next';
import type { Template } from '../api/types.ts';
import { Ago } from '../components/ago.tsx';
import { CopyField } from '../components/copy-field.tsx';
import { Fact, FactList } from '../components/fact-list.tsx';
import { Folded } from '../components/folded.tsx';
import page from '../components/page.module.css';
import { Panel } from '../components/panel.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { templateCategory } from '../words/template.ts';
import { formatMoment } from '../words/time.ts';

function ComingCategory({ coming }: { coming: NonNullable<Template['comingCategory']> }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const category = templateCategory(coming.category, t);
  return coming.at === null ? category : t('templates.from', { category, time: formatMoment(coming.at, locale) });
}

/** What is known of a template beside its text. */
export function TemplateFacts({ template }: { template: Template }) {
  const { t } = useTranslation();
  const { account, providerId, rejection, comingCategory, updatedAt, provider } = template;
  return (
    <Panel title={t('templates.facts')}>
      <div className={page.padded}>
        <FactList>
          <Fact label={t('templates.account')}>{account}</Fact>
          {rejection !== null && <Fact label={t('templates.rejection')}>{rejection}</Fact>}
          {comingCategory && (
            <Fact label={t('templates.comingCategory')}>
              <ComingCategory coming={comingCategory} />
            </Fact>
          )}
          <Fact label={t('templates.changed')}>
            <Ago at={updatedAt} />
          </Fact>
          {providerId !== null && (
            <Fact label={t('story.providerId')}>
              <CopyField value={providerId} what={t('story.providerId')} />
            </Fact>
          )}
        </FactList>
        <Folded summary={t('templates.raw')} text={JSON.stringify(provider)} />
      </div>
    </Panel>
  );
}
