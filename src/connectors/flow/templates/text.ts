import { Liquid } from 'liquidjs';
import { Mistake } from '../../../domain/parsing/fields.ts';
import type { Scope } from './scope.ts';

/** A text with `{{ … }}` and `{% … %}` in it. */
export interface Text {
  /** Throws `TextFailed`. */
  render(scope: Scope): string;
}

/** A text could not be made with the values of this turn; the message is for the operator. */
export class TextFailed extends Error {}

export interface TextOptions {
  /** IANA name, for the `date` filter. */
  timezone: string;
  /** Names of secrets that the text may use; null: none, and `secrets` is a mistake. `any`: they are not known yet. */
  secrets: ReadonlySet<string> | 'any' | null;
  /** Turns every inserted value into text; `| raw` inserts it as it is. */
  insert: (value: unknown) => string;
}

/** https://liquidjs.com/tutorials/dos.html; renders beyond these would block the gateway. */
const LIMITS = { parseLimit: 100_000, renderLimit: 250, memoryLimit: 1_000_000 };
/** They read other files. */
const FILE_TAGS = ['include', 'render', 'layout', 'block'];

/** Whether there is anything to fill in. */
export function isText(source: string): boolean {
  return /\{\{|\{%/.test(source);
}

/** Reads a Liquid text (https://liquidjs.com) out of a definition. Throws `Mistake`. */
export function readTemplateText(source: string, path: string, options: TextOptions): Text {
  const liquid = createLiquid(options);
  const parsed = attempt(
    () => liquid.parse(source),
    (why) => new Mistake(path, `is not a Liquid text: ${why}`),
  );
  checkSecrets(liquid.globalVariableSegmentsSync(parsed), path, options.secrets);
  return {
    render: (scope) =>
      attempt(
        () => String(liquid.renderSync(parsed, scope)),
        (why, cause) => new TextFailed(why, { cause }),
      ),
  };
}

function createLiquid({ timezone, insert }: TextOptions): Liquid {
  const liquid = new Liquid({
    ...LIMITS,
    strictFilters: true,
    ownPropertyOnly: true,
    templates: {},
    timezoneOffset: timezone,
    locale: 'en',
    outputEscape: insert,
  });
  for (const tag of FILE_TAGS) delete liquid.tags[tag];
  return liquid;
}

function attempt<Value>(work: () => Value, wrap: (why: string, cause: unknown) => Error): Value {
  try {
    return work();
  } catch (error) {
    throw wrap(error instanceof Error ? describeError(error) : String(error), error);
  }
}

/** Without the place that Liquid adds: it counts within the text, not within the file. */
function describeError({ message }: Error): string {
  return (message.split('\n', 1)[0] ?? '').replace(/, line:.*$/, '');
}

function checkSecrets(variables: readonly (readonly unknown[])[], path: string, allowed: TextOptions['secrets']): void {
  for (const [root, name] of variables) {
    if (root !== 'secrets') continue;
    if (allowed === null) {
      throw new Mistake(path, 'must not use secrets: they are for the url, query and headers of a call only');
    }
    if (typeof name !== 'string') throw new Mistake(path, 'must name the secret, as in {{ secrets.NAME }}');
    if (allowed !== 'any' && !allowed.has(name)) {
      throw new Mistake(path, `uses the secret ${name}, which the field secrets does not have`);
    }
  }
}
