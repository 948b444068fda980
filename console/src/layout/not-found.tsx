import { Compass } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../components/empty-state.tsx';
import { ButtonLink } from '../components/links.tsx';

/** An address without a page. */
export function NotFound() {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={Compass}
      title={t('app.notFoundTitle')}
      text={t('app.notFoundText')}
      action={
        <ButtonLink variant="light" to="/">
          {t('app.home')}
        </ButtonLink>
      }
    />
  );
}
