import { useTranslation } from 'react-i18next';
import { Folded } from '../components/folded.tsx';
import { StatusChip } from '../components/status-chip.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { stepKey } from '../words/step.ts';
import { formatDuration, formatMoment } from '../words/time.ts';
import { StepIcon } from './step-icon.tsx';
import { type Story, type StoryStep, stepNote } from './story.ts';
import classes from './story-steps.module.css';

function Times({ step }: { step: StoryStep }) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <div className={classes.times}>
      <time dateTime={new Date(step.at).toISOString()} title={formatMoment(step.at, locale)}>
        +{formatDuration(step.sinceStartMs, locale)}
      </time>
      {step.durationMs !== null && (
        <span className={classes.took}>{t('story.took', { duration: formatDuration(step.durationMs, locale) })}</span>
      )}
    </div>
  );
}

/** Where the step lies between the first step and the last before statuses. The times beside it say the same, so it is hidden from screen readers. */
function Bar({ step, workMs }: { step: StoryStep; workMs: number }) {
  if (workMs === 0 || step.phase === 'status') return null;
  const percent = (ms: number) => `${Math.min(99, (100 * ms) / workMs)}%`;
  return (
    <div className={classes.track} aria-hidden>
      <div
        className={classes.bar}
        data-phase={step.phase}
        style={{ insetInlineStart: percent(step.sinceStartMs), width: percent(step.durationMs ?? 0) }}
      />
    </div>
  );
}

function Step({ step, workMs, isAnswerShown }: { step: StoryStep; workMs: number; isAnswerShown: boolean }) {
  const { t } = useTranslation();
  const status = step.detail.status;
  const note = stepNote(step);
  const hasDetail = Object.keys(step.detail).some((field) => field !== 'status');
  return (
    <li className={classes.step}>
      <span className={classes.sign} data-phase={step.phase}>
        <StepIcon phase={step.phase} />
      </span>
      <div className={classes.what}>
        {t(stepKey(step.step), { step: step.step })}
        {step.phase === 'status' && typeof status === 'string' && <StatusChip status={status} />}
        {isAnswerShown && step.answer !== null && (
          <span className={classes.answer}>{t('story.answer', { number: step.answer })}</span>
        )}
      </div>
      <Times step={step} />
      <div className={classes.body}>
        <Bar step={step} workMs={workMs} />
        {note !== null && <p className={classes.note}>{note}</p>}
        {hasDetail && <Folded summary={t('story.details')} text={JSON.stringify(step.detail)} />}
      </div>
    </li>
  );
}

/** A story step by step: what happened, when, and how long it took. */
export function StorySteps({ story }: { story: Story }) {
  const hasSeveralAnswers = story.steps.some((step) => (step.answer ?? 0) > 1);
  return (
    <ol className={classes.steps}>
      {story.steps.map((step) => (
        <Step key={step.key} step={step} workMs={story.workMs} isAnswerShown={hasSeveralAnswers} />
      ))}
    </ol>
  );
}
