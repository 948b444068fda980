import { useTranslation } from 'react-i18next';
import type { Trace } from '../api/types.ts';
import { Folded } from '../components/folded.tsx';
import { Panel } from '../components/panel.tsx';
import classes from './facts.module.css';

/** What arrived and what was stored, folded until someone asks. */
export function RawPanel({ trace }: { trace: Trace }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('story.payload')}>
      <div className={classes.padded}>
        {trace.raw !== null && <Folded summary={t('story.raw')} text={trace.raw} />}
        <Folded summary={t('story.content')} text={JSON.stringify(trace.message.content)} />
      </div>
    </Panel>
  );
}
