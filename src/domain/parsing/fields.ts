/** What is wrong with outside JSON, and where (`buttons[2].title`). Thrown by readers, turned into a result at the door of each parser. */
export class Mistake extends Error {
  readonly path: string;

  constructor(path: string, message: string) {
    super(message);
    this.path = path;
  }
}

/** Runs a reader; a `Mistake` becomes a value, anything else is a bug and goes on. */
export function catchMistake<Value>(read: () => Value): { ok: true; value: Value } | { ok: false; mistake: Mistake } {
  try {
    return { ok: true, value: read() };
  } catch (error) {
    if (error instanceof Mistake) return { ok: false, mistake: error };
    throw error;
  }
}

export interface Bounds {
  min: number;
  max: number;
}

/** Longest single string; far above any provider's limit, because long texts are split later. */
const MAX_TEXT = 65_536;

/** One JSON object from outside, read field by field. `null` counts as absent; `end()` refuses fields that nobody asked for. */
export class Fields {
  readonly path: string;
  readonly #values: Readonly<Record<string, unknown>>;
  readonly #read = new Set<string>();

  constructor(input: unknown, path: string) {
    this.path = path;
    if (!isRecord(input)) throw new Mistake(path, `must be an object, not ${nameOfType(input)}`);
    this.#values = input;
  }

  pathOf(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`;
  }

  mistake(name: string, message: string): Mistake {
    return new Mistake(this.pathOf(name), message);
  }

  has(name: string): boolean {
    return this.value(name) !== undefined;
  }

  /** The field as it is; undefined if absent. */
  value(name: string): unknown {
    this.#read.add(name);
    return Object.hasOwn(this.#values, name) ? (this.#values[name] ?? undefined) : undefined;
  }

  /** A required string with something in it. */
  text(name: string): string {
    const text = this.optionalText(name);
    if (text === undefined) throw this.mistake(name, 'is missing');
    return text;
  }

  /** Absent, or a string with something in it. */
  optionalText(name: string): string | undefined {
    return this.has(name) ? readText(this.value(name), this.pathOf(name)) : undefined;
  }

  /** A required string that may be empty. */
  anyText(name: string): string {
    const value = this.value(name);
    return value === '' ? '' : this.text(name);
  }

  number(name: string, bounds: Bounds): number {
    const value = this.value(name);
    if (value === undefined) throw this.mistake(name, 'is missing');
    if (typeof value !== 'number') throw this.mistake(name, `must be a number, not ${nameOfType(value)}`);
    return this.within(name, value, bounds);
  }

  /** A number that stands in this field in whatever spelling. */
  within(name: string, value: number, bounds: Bounds): number {
    if (!(value >= bounds.min && value <= bounds.max)) {
      throw this.mistake(name, `must be between ${bounds.min} and ${bounds.max}`);
    }
    return value;
  }

  flag(name: string): boolean | undefined {
    const value = this.value(name);
    if (value !== undefined && typeof value !== 'boolean') {
      throw this.mistake(name, `must be true or false, not ${nameOfType(value)}`);
    }
    return value;
  }

  oneOf<Value extends string>(name: string, values: readonly Value[]): Value {
    const text = this.text(name);
    const found = values.find((value) => value === text);
    if (found === undefined) throw this.mistake(name, `must be one of ${values.join(', ')}`);
    return found;
  }

  object(name: string): Fields {
    if (!this.has(name)) throw this.mistake(name, 'is missing');
    return new Fields(this.value(name), this.pathOf(name));
  }

  optionalObject(name: string): Fields | undefined {
    return this.has(name) ? this.object(name) : undefined;
  }

  /** A free JSON object, kept as it is. */
  record(name: string): Record<string, unknown> {
    const value = this.value(name);
    if (value === undefined) throw this.mistake(name, 'is missing');
    if (!isRecord(value)) throw this.mistake(name, `must be an object, not ${nameOfType(value)}`);
    return value;
  }

  /** A required array; `read` gets each item with its path. */
  list<Item>(name: string, bounds: Bounds, read: (item: unknown, path: string) => Item): Item[] {
    const items = this.optionalList(name, bounds, read);
    if (items === undefined) throw this.mistake(name, 'is missing');
    return items;
  }

  optionalList<Item>(name: string, bounds: Bounds, read: (item: unknown, path: string) => Item): Item[] | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) throw this.mistake(name, `must be an array, not ${nameOfType(value)}`);
    if (value.length < bounds.min || value.length > bounds.max) {
      throw this.mistake(name, `must have ${bounds.min} to ${bounds.max} items, has ${value.length}`);
    }
    return value.map((item: unknown, index) => read(item, `${this.pathOf(name)}[${index}]`));
  }

  /** Everything that was not read yet. */
  rest(): Record<string, unknown> {
    const left = Object.entries(this.#values).filter(([name]) => !this.#read.has(name));
    for (const [name] of left) this.#read.add(name);
    return Object.fromEntries(left);
  }

  /** Marks fields as known without looking at them. */
  ignore(...names: readonly string[]): void {
    for (const name of names) this.#read.add(name);
  }

  end(): void {
    const unknown = Object.keys(this.#values).find((name) => !this.#read.has(name));
    if (unknown !== undefined) throw this.mistake(unknown, 'is not a known field here');
  }
}

/** A string with something in it. Halves of surrogate pairs become U+FFFD, as they would on the wire. */
export function readText(input: unknown, path: string): string {
  if (typeof input !== 'string') throw new Mistake(path, `must be a string, not ${nameOfType(input)}`);
  if (input.trim() === '') throw new Mistake(path, 'must not be empty');
  if (input.length > MAX_TEXT) throw new Mistake(path, `is longer than ${MAX_TEXT} characters`);
  return input.toWellFormed();
}

export function isRecord(input: unknown): input is Record<string, unknown> {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}

function nameOfType(input: unknown): string {
  if (input === null) return 'null';
  return Array.isArray(input) ? 'an array' : typeof input;
}

type Compact<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** Leaves out members that are undefined, so that absent fields stay absent. */
export function compact<T extends object>(value: T): Compact<T> {
  // The cast says what the filter does: no member is undefined any more.
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Compact<T>;
}
