import { RE2JS } from 're2js';
import { compileLinear } from '../pattern.ts';

/** Flags of JavaScript that change what matches; `g` only says how it is used. */
const FLAGS: Readonly<Record<string, number>> = {
  i: RE2JS.CASE_INSENSITIVE,
  m: RE2JS.MULTILINE,
  s: RE2JS.DOTALL,
};

/** What JSONata uses of a regular expression (`new`, `lastIndex`, `exec`), on RE2: see `Pattern`. */
export class LinearRegExp {
  lastIndex = 0;
  readonly #compiled: RE2JS;

  /** Throws `SyntaxError` for what RE2 does not know. */
  constructor({ source, flags }: RegExp) {
    const compiled = compileLinear(
      source,
      [...flags].reduce((all, flag) => all | (FLAGS[flag] ?? 0), 0),
    );
    if (typeof compiled === 'string') throw new SyntaxError(compiled);
    this.#compiled = compiled;
  }

  /** The next match from `lastIndex` on, as `RegExp.exec` of a global expression gives it. */
  exec(text: string): (string[] & { index: number }) | null {
    const matcher = this.#compiled.matcher(text);
    if (this.lastIndex > text.length || !matcher.find(this.lastIndex)) {
      this.lastIndex = 0;
      return null;
    }
    const groups = Array.from({ length: matcher.groupCount() + 1 }, (_, group) => matcher.group(group) ?? '');
    this.lastIndex = matcher.end();
    return Object.assign(groups, { index: matcher.start() });
  }
}
