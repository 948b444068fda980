import classes from './folded.module.css';

/** JSON text with line breaks; any other text as it is. */
function arrange(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** Something long and raw behind a word that opens it. */
export function Folded({ summary, text }: { summary: string; text: string }) {
  return (
    <details className={classes.folded}>
      <summary>{summary}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard */}
      <pre className={classes.code} tabIndex={0}>
        {arrange(text)}
      </pre>
    </details>
  );
}
