import { Button, Group, NumberInput, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { LocateFixed } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChat } from '../chat/chat-context.ts';
import { Sheet } from './sheet.tsx';

export interface LocationSheetProps {
  /** The message that asks for it. */
  messageId: string | undefined;
  onClose(): void;
}

/** Rejects if the browser may not or cannot tell. */
function whereAmI(): Promise<GeolocationCoordinates> {
  return new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(({ coords }) => resolve(coords), reject, { timeout: 10_000 });
  });
}

/** The degrees as a map writes them: to about a metre. */
const rounded = (degrees: number) => Math.round(degrees * 100_000) / 100_000;

/** Where a place is chosen: by its coordinates, or the one where the browser is. */
export function LocationSheet({ messageId, onClose }: LocationSheetProps) {
  const { t } = useTranslation();
  const { write } = useChat();
  const [latitude, setLatitude] = useState<number | string>('');
  const [longitude, setLongitude] = useState<number | string>('');
  const [name, setName] = useState('');
  const [address, setAddress] = useState('');
  const locate = useMutation({
    mutationFn: whereAmI,
    onSuccess: (here) => {
      setLatitude(rounded(here.latitude));
      setLongitude(rounded(here.longitude));
    },
  });
  const isPlace = typeof latitude === 'number' && typeof longitude === 'number';
  const send = () => {
    if (!isPlace) return;
    const words = { ...(name && { name }), ...(address && { address }) };
    write({ type: 'location', latitude, longitude, ...words, ...(messageId !== undefined && { messageId }) });
  };
  return (
    <Sheet title={t('phone.sendLocation')} submit={t('phone.send')} isReady={isPlace} onSubmit={send} onClose={onClose}>
      <Button
        variant="light"
        leftSection={<LocateFixed size={17} aria-hidden />}
        loading={locate.isPending}
        onClick={() => locate.mutate()}
      >
        {t('phone.myPlace')}
      </Button>
      {locate.isError && (
        <Text size="sm" c="var(--bad)" role="alert">
          {t('phone.noPlace')}
        </Text>
      )}
      <Group grow gap={10}>
        <NumberInput
          label={t('phone.latitude')}
          min={-90}
          max={90}
          value={latitude}
          onChange={setLatitude}
          hideControls
        />
        <NumberInput
          label={t('phone.longitude')}
          min={-180}
          max={180}
          value={longitude}
          onChange={setLongitude}
          hideControls
        />
      </Group>
      <TextInput label={t('phone.placeName')} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <TextInput
        label={t('phone.placeAddress')}
        value={address}
        onChange={(event) => setAddress(event.currentTarget.value)}
      />
    </Sheet>
  );
}
