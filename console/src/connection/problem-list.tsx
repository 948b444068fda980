import { fieldsOf } from '../api/problem.ts';
import { useErrorWords } from '../components/error-words.ts';
import classes from './connection.module.css';
import type { PlacedErrors } from './draft.ts';

/** What the gateway refused, as far as no field tells it. */
export function ProblemList({ error, errors }: { error: unknown; errors: PlacedErrors }) {
  const words = useErrorWords();
  const isWhole = error !== null && fieldsOf(error).length === 0;
  return (
    <div aria-live="polite">
      {(isWhole || errors.others.length > 0) && (
        <ul className={classes.problems}>
          {isWhole && <li>{words(error)}</li>}
          {errors.others.map(({ path, message }) => (
            <li key={path + message}>
              {path} {message}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
