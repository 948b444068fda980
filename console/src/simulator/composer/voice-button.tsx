import { Mic, SendHorizontal, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChat } from '../chat/chat-context.ts';
import classes from './composer.module.css';
import { canRecord, useRecorder } from './use-recorder.ts';
import voice from './voice-button.module.css';

/** How long something has gone on, as `0:07`. */
function Elapsed({ since }: { since: number }) {
  const [now, setNow] = useState(since);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.floor((now - since) / 1_000);
  return <span className={voice.time}>{`${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`}</span>;
}

/** Records a voice message and sends it. Absent where browser or provider cannot. */
export function VoiceButton() {
  const { t } = useTranslation();
  const { can, write } = useChat();
  const { recording, start, finish, cancel } = useRecorder();
  if (!can('voice') || !canRecord()) return null;
  const send = async () => {
    const file = await finish();
    if (file) write({ type: 'voice', file });
  };
  if (recording.state === 'running') {
    return (
      <div className={voice.running} role="status" aria-label={t('phone.recording')}>
        <button type="button" className={classes.icon} aria-label={t('phone.discard')} onClick={cancel}>
          <Trash2 size={19} aria-hidden />
        </button>
        <span className={voice.dot} aria-hidden />
        <Elapsed since={recording.since} />
        <span className={voice.words}>{t('phone.recording')}</span>
        <button
          type="button"
          className={`${classes.icon} ${classes.send}`}
          aria-label={t('phone.sendVoice')}
          onClick={() => void send()}
        >
          <SendHorizontal size={19} aria-hidden />
        </button>
      </div>
    );
  }
  return (
    <>
      {recording.state === 'refused' && (
        <span className={voice.refused} role="alert">
          {t('phone.noMicrophone')}
        </span>
      )}
      <button
        type="button"
        className={classes.icon}
        aria-label={t('phone.record')}
        title={t('phone.record')}
        disabled={recording.state === 'asking'}
        onClick={() => void start()}
      >
        <Mic size={20} aria-hidden />
      </button>
    </>
  );
}
