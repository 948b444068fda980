import { Anchor, Radio } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Provider } from '../api/types.ts';
import classes from './connection.module.css';

export interface ProviderCardsProps {
  providers: readonly Provider[];
  /** Id of the chosen one. */
  chosen: string | null;
  error: string | undefined;
  onChoose(id: string): void;
}

/** Every messaging partner that this gateway speaks with; one can be chosen. */
export function ProviderCards({ providers, chosen, error, onChoose }: ProviderCardsProps) {
  const { t } = useTranslation();
  return (
    <Radio.Group aria-label={t('connection.partner')} value={chosen} onChange={onChoose} error={error}>
      <div className={classes.cards}>
        {providers.map(({ id, displayName, docsUrl }) => (
          <div key={id} className={classes.card} data-chosen={id === chosen}>
            <Radio value={id} label={displayName} />
            <Anchor href={docsUrl} target="_blank" rel="noreferrer" className={classes.docs ?? ''}>
              {t('connection.docs', { provider: displayName })}
            </Anchor>
          </div>
        ))}
      </div>
    </Radio.Group>
  );
}
