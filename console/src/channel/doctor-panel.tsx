import { Button, Progress, Select } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Stethoscope, Wrench } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { testChannel } from '../api/channel-queries.ts';
import { KEYS } from '../api/queries.ts';
import type { Channel, Diagnosis } from '../api/types.ts';
import { useErrorWords } from '../components/error-words.ts';
import { Panel } from '../components/panel.tsx';
import { formatPhone } from '../words/person.ts';
import { CheckList } from './check-list.tsx';
import classes from './doctor.module.css';
import { isRepairable } from './repairable.ts';

function Verdict({ diagnosis }: { diagnosis: Diagnosis }) {
  const { t } = useTranslation();
  const wrong = diagnosis.checks.filter((check) => !check.ok && !check.isWarning).length;
  return (
    <p className={classes.verdict} data-ok={diagnosis.ok}>
      {diagnosis.ok ? t('doctor.allWell') : t('doctor.wrongSteps', { count: wrong })}
    </p>
  );
}

/** Runs the doctor for one sender, and reads again what its findings change. */
function useDoctor(channelId: string, senderId: string | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ repair }: { repair: boolean }) => testChannel(channelId, { repair, ...(senderId && { senderId }) }),
    onSettled: () => client.invalidateQueries({ queryKey: [KEYS.health] }),
  });
}

/** Tries the set-up at the provider step by step, and says what to do about each wrong one. */
export function DoctorPanel({ channel }: { channel: Channel }) {
  const { t } = useTranslation();
  const words = useErrorWords();
  const [senderId, setSenderId] = useState<string | null>(channel.senders[0]?.id ?? null);
  const doctor = useDoctor(channel.id, senderId);
  const senders = channel.senders.map(({ id, phoneNumber }) => ({ value: id, label: formatPhone(phoneNumber) }));
  const start = (
    <Button
      leftSection={<Stethoscope size={16} aria-hidden />}
      loading={doctor.isPending}
      onClick={() => doctor.mutate({ repair: false })}
    >
      {t('doctor.start')}
    </Button>
  );
  return (
    <Panel title={t('doctor.title')} actions={start}>
      <div className={classes.body}>
        {senders.length > 1 && (
          <Select
            label={t('doctor.sender')}
            data={senders}
            value={senderId}
            onChange={setSenderId}
            allowDeselect={false}
          />
        )}
        <div role="status" className={classes.state}>
          {doctor.isIdle && <p className={classes.lead}>{t('doctor.lead')}</p>}
          {doctor.isPending && (
            <>
              <p className={classes.lead}>{t('doctor.running')}</p>
              <Progress value={100} animated aria-label={t('doctor.running')} />
            </>
          )}
          {doctor.isError && <p className={classes.problem}>{words(doctor.error)}</p>}
          {doctor.isSuccess && <Verdict diagnosis={doctor.data} />}
        </div>
        {doctor.isSuccess && <CheckList checks={doctor.data.checks} />}
        {doctor.data?.checks.some(isRepairable) && (
          <div className={classes.repair}>
            <Button
              variant="light"
              leftSection={<Wrench size={15} aria-hidden />}
              onClick={() => doctor.mutate({ repair: true })}
            >
              {t('doctor.repair')}
            </Button>
            <span className={classes.lead}>{t('doctor.repairHint')}</span>
          </div>
        )}
      </div>
    </Panel>
  );
}
