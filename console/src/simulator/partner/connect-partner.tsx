import { Button, Menu, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Plug } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { providersQuery } from '../../api/queries.ts';
import { useErrorWords } from '../../components/error-words.ts';
import { simulatedProvidersQuery } from '../api/queries.ts';
import type { BusinessNumber } from '../api/types.ts';
import { type Partner, useConnectPartner } from './use-connect-partner.ts';

export interface ConnectPartnerProps {
  /** Its bot answers at the new number too. */
  number: BusinessNumber | undefined;
  onConnected(numberId: string): void;
}

/** The partners that are simulated and that the gateway speaks with. */
function usePartners(): readonly Partner[] {
  const { data: simulated } = useQuery(simulatedProvidersQuery);
  const { data: known } = useQuery(providersQuery);
  return (known?.items ?? []).filter(({ id }) => simulated?.items.some(({ provider }) => provider === id));
}

/** Gets a number at any simulated partner, ready to be written to. */
export function ConnectPartner({ number, onConnected }: ConnectPartnerProps) {
  const { t } = useTranslation();
  const words = useErrorWords();
  const partners = usePartners();
  const connect = useConnectPartner(number, onConnected);
  return (
    <div>
      <Menu position="bottom-start" width="target" transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <Button
            size="xs"
            variant="light"
            leftSection={<Plug size={14} aria-hidden />}
            loading={connect.isPending}
            disabled={partners.length === 0}
          >
            {t('partner.connect')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('partner.hint')}</Menu.Label>
          {partners.map((partner) => (
            <Menu.Item key={partner.id} onClick={() => connect.mutate(partner)}>
              {partner.displayName}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {connect.isError && (
        <Text size="sm" c="var(--bad)" role="alert" mt={6}>
          {words(connect.error)}
        </Text>
      )}
    </div>
  );
}
