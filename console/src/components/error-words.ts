import { useTranslation } from 'react-i18next';
import { Problem } from '../api/problem.ts';

/** How to say an error to a person: the gateway's own sentence where it gave one. */
export function useErrorWords(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => {
    if (!(error instanceof Problem)) return error instanceof Error ? error.message : String(error);
    if (error.status === 0) return t('error.unreachable');
    return error.message || t('error.unexpected', { status: error.status });
  };
}
