import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Stands where rows will be. */
export function SkeletonRows({ rows, height = 44 }: { rows: number; height?: number }) {
  const { t } = useTranslation();
  return (
    <Stack gap={14} p={20} role="status">
      <VisuallyHidden>{t('app.loading')}</VisuallyHidden>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows without content have nothing else to tell them apart
        <Skeleton key={row} height={height} radius="md" />
      ))}
    </Stack>
  );
}
