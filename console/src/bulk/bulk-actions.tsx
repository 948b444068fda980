import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Pause, Play, Square } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type BulkAction, changeBulkSend } from '../api/bulk-queries.ts';
import { KEYS } from '../api/queries.ts';
import type { BulkSend } from '../api/types.ts';
import { ConfirmButton } from '../components/confirm-button.tsx';

const SIGNS = { start: Play, pause: Pause, resume: Play, stop: Square } as const satisfies Record<BulkAction, unknown>;

const POSSIBLE: Readonly<Record<BulkSend['state'], readonly BulkAction[]>> = {
  draft: ['stop', 'start'],
  running: ['stop', 'pause'],
  paused: ['stop', 'resume'],
  stopped: [],
  done: [],
};

function Action({ id, action, pending }: { id: string; action: BulkAction; pending: number }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: () => changeBulkSend(id, action),
    onSettled: () => client.invalidateQueries({ queryKey: [KEYS.bulkSends] }),
  });
  const Sign = SIGNS[action];
  return (
    <ConfirmButton
      variant={action === 'stop' ? 'default' : 'filled'}
      leftSection={<Sign size={15} aria-hidden />}
      label={t(`bulkAction.${action}`)}
      question={t(`bulkQuestion.${action}`, { pending })}
      action={change}
      isDangerous={action === 'stop'}
    />
  );
}

/** What can be done with a bulk send in its state; each asks first. */
export function BulkActions({ bulkSend }: { bulkSend: BulkSend }) {
  const { id, state, progress } = bulkSend;
  return POSSIBLE[state].map((action) => <Action key={action} id={id} action={action} pending={progress.pending} />);
}
