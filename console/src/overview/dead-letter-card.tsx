import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { RotateCw } from 'lucide-react';
import { Trans, useTranslation } from 'react-i18next';
import { KEYS, replayDeadLetter } from '../api/queries.ts';
import type { DeadLetter } from '../api/types.ts';
import { Ago } from '../components/ago.tsx';
import { useErrorWords } from '../components/error-words.ts';
import { Folded } from '../components/folded.tsx';
import { AnchorLink } from '../components/links.tsx';
import classes from './dead-letters.module.css';

function Replay({ letter, reason }: { letter: DeadLetter; reason: string }) {
  const { t } = useTranslation();
  const words = useErrorWords();
  const client = useQueryClient();
  const replay = useMutation({
    mutationFn: () => replayDeadLetter(letter.id),
    onSettled: () => client.invalidateQueries({ queryKey: [KEYS.deadLetters] }),
  });
  return (
    <>
      <Button
        size="compact-sm"
        variant="light"
        leftSection={<RotateCw size={13} aria-hidden />}
        loading={replay.isPending}
        aria-label={t('deadLetters.replayNamed', { reason })}
        onClick={() => replay.mutate()}
      >
        {t('deadLetters.replay')}
      </Button>
      <span aria-live="polite">
        {replay.isSuccess && <span className={classes.done}>{t('deadLetters.replayDone')}</span>}
        {replay.isError && (
          <span className={classes.problem}>{t('deadLetters.replayFailed', { why: words(replay.error) })}</span>
        )}
      </span>
    </>
  );
}

/** One dead letter: why it is here, what arrived, and the button that tries it again. */
export function DeadLetterCard({ letter }: { letter: DeadLetter }) {
  const { t } = useTranslation();
  const reason = t(`reason.${letter.reason}`);
  return (
    <li className={classes.item}>
      <div className={classes.head}>
        <span className={classes.reason}>{reason}</span>
        <Ago at={letter.at} />
      </div>
      <p className={classes.message}>{letter.message}</p>
      {letter.raw !== null && <Folded summary={t('deadLetters.raw')} text={letter.raw} />}
      <div className={classes.foot}>
        {letter.replayedAt === null ? (
          <Replay letter={letter} reason={reason} />
        ) : (
          <span className={classes.replayed}>
            <Trans i18nKey="deadLetters.replayed" components={{ 1: <Ago at={letter.replayedAt} /> }} />
          </span>
        )}
        {letter.messageId !== null && (
          <AnchorLink to="/messages/$id" params={{ id: letter.messageId }} size="sm">
            {t('deadLetters.story')}
          </AnchorLink>
        )}
      </div>
    </li>
  );
}
