import { useTranslation } from 'react-i18next';
import classes from './bulk.module.css';
import type { CheckedRows, RowProblem } from './recipient-list.ts';

/** More lines than that help nobody. */
const MOST_SHOWN = 50;
const PROBLEMS: readonly RowProblem[] = ['phone', 'value', 'duplicate'];

/** How many people will be addressed, and which lines are left out and why. */
export function ListVerdict({ checked }: { checked: CheckedRows }) {
  const { t } = useTranslation();
  const { good, wrong } = checked;
  const counts = PROBLEMS.map((problem) => [problem, wrong.filter((row) => row.problem === problem).length] as const);
  return (
    <div role="status">
      <p className={classes.verdict}>{t('bulk.willGet', { number: good.length })}</p>
      {counts.map(
        ([problem, number]) => number > 0 && <div key={problem}>{t(`rowProblems.${problem}`, { number })}</div>,
      )}
      {wrong.length > 0 && (
        <ul className={classes.wrong}>
          {wrong.slice(0, MOST_SHOWN).map(({ line, problem, text }) => (
            <li key={line}>
              {t('bulk.line', { line })}: {t(`rowProblem.${problem}`)} – {text}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
