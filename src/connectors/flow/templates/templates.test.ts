import { describe, expect, it } from 'vitest';
import { ExpressionFailed, readExpression } from './expression.ts';
import { insertPlain } from './insert.ts';
import { readTemplateText } from './text.ts';

const evaluate = (source: string, scope = {}) => readExpression(source, 'x').evaluate(scope, 0);
const render = (source: string, scope = {}) =>
  readTemplateText(source, 'x', { timezone: 'UTC', secrets: null, insert: insertPlain }).render(scope);

describe('an expression', () => {
  it('that never ends is ended by its steps, on every machine alike', async () => {
    await expect(evaluate('($f := function($n) { $f($n + 1) }; $f(0))')).rejects.toThrow(
      'it takes more than 50000 steps',
    );
  });

  it.each([
    ['that calls itself ever deeper', '($f := function($n) { 1 + $f($n + 1) }; $f(0))'],
    ['that doubles without end', '$reduce([1..5000], function($a, $b) { [$a, $a] })'],
    ['over a long range', '$sum([1..9000000])'],
    ['that pads to any length', '$pad("x", 100000000)'],
    ['that compiles text', '$eval("1 + 1")'],
    ['of the wrong type', '"a" + 1'],
  ])('%s is ended', async (_, source) => {
    await expect(evaluate(source)).rejects.toThrow(ExpressionFailed);
  });

  it('made to explode by its regular expression is not', async () => {
    const words = `${'a'.repeat(50_000)}!`;
    expect(await evaluate('$match(words, /^(a+)+$/)', { words })).toBeUndefined();
  });

  it.each([
    ['$match("a1b22", /([a-z])(\\d+)/i).groups', ['a', '1', 'b', '22']],
    ['$replace("a-b-c", /-/, "+")', 'a+b+c'],
    ['$split("a, b,c", /,\\s*/)', ['a', 'b', 'c']],
    ['$contains("ABC", /b/i)', true],
    ['$pad("7", -3, "0")', '007'],
    ['$sum(lines.(price * count))', 7],
    ['$now()', '1970-01-01T00:00:00.000Z'],
  ])('%s works', async (source, value) => {
    const scope = {
      lines: [
        { price: 2, count: 3 },
        { price: 1, count: 1 },
      ],
    };
    expect(await evaluate(source, scope)).toEqual(value);
  });

  it('counts the steps of each evaluation alone', async () => {
    const expression = readExpression('$sum($map([1..1000], function($n) { $n * 2 }))', 'x');
    const results = await Promise.all(Array.from({ length: 20 }, () => expression.evaluate({}, 0)));
    expect(new Set(results)).toEqual(new Set([1_001_000]));
  });
});

describe('a text', () => {
  it.each([
    ['loops without end', '{% for i in (1..100000000) %}{{ i }}{% endfor %}'],
    [
      'grows without end',
      '{% assign a = "xxxxxxxx" %}{% for i in (1..60) %}{% assign a = a | append: a %}{% endfor %}{{ a }}',
    ],
  ])('that %s is ended', (_, source) => {
    expect(() => render(source)).toThrow(/limit/);
  });

  it('does not read what it inserts', () => {
    expect(render('{{ a }} {{ b }}', { a: '{{ b }}', b: '{% raw %}' })).toBe('{{ b }} {% raw %}');
  });
});
