import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useProviderName } from '../../overview/use-names.ts';
import { formatPhone } from '../../words/person.ts';
import type { BusinessNumber } from '../api/types.ts';

export interface NumberSelectProps {
  numbers: readonly BusinessNumber[];
  chosen: BusinessNumber | undefined;
  onChoose(numberId: string): void;
}

/** The numbers that can be written to, by the partner that each is at. */
export function NumberSelect({ numbers, chosen, onChoose }: NumberSelectProps) {
  const { t } = useTranslation();
  const nameOf = useProviderName();
  const providers = [...new Set(numbers.map(({ provider }) => provider))];
  return (
    <Select
      label={t('phone.number')}
      description={chosen && t('partner.at', { provider: nameOf(chosen.provider) })}
      allowDeselect={false}
      data={providers.map((provider) => ({
        group: nameOf(provider),
        items: numbers
          .filter((number) => number.provider === provider)
          .map(({ id, displayName, phoneNumber }) => ({
            value: id,
            label: `${displayName} · ${formatPhone(phoneNumber)}`,
          })),
      }))}
      value={chosen?.id ?? null}
      onChange={(id) => id && onChoose(id)}
    />
  );
}
