import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const BINARY = resolve(import.meta.dirname, '../../bin/chasqui.mjs');
const folder = mkdtempSync(join(tmpdir(), 'chasqui-flow-'));

afterAll(() => rmSync(folder, { recursive: true }));

const GOOD = `
triggers:
  - { time: { days: [sun] }, goto: closed }
  - { media: image, goto: picture }
  - { greeting: true, goto: hello }
  - { fallback: true, goto: call }
sections:
  hello:
    - say: { type: buttons, text: "Hello {{ contact.name }}", buttons: [{ id: a, title: Apples }, { id: b, title: Pears }] }
    - ask: Which?
      store: fruit
      expect: { choice: [{ id: a, title: Apples }, { id: b, title: Pears }] }
    - say: { type: image, media: { url: "https://shop.example/{{ fruit }}.png" }, caption: Here, pauseMs: 1500 }
  picture:
    - ask: { type: location_request, text: Where was that? }
      store: spot
      expect: location
    - handover: "{{ spot.latitude }}"
  call:
    - call: { url: "{{ secrets.SERVICE | raw }}/{{ message.text }}" }
      store: answer
    - say: "{{ answer }}"
    - end
  closed:
    - say: Closed
  lonely:
    - end
`;

const BAD = `triggers:
  - { greeting: true, goto: hello }
sections:
  hello:
    - ask: Age?
      store: age
      expect: { number: { min: low } }
    - goto: nowhere
`;

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Runs the binary with `input` as its whole standard input. */
async function run(args: readonly string[], input = '', environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [BINARY, 'flow', ...args], {
    env: { PATH: process.env.PATH ?? '', NO_COLOR: '1', ...environment },
  });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.err += text;
  });
  child.stdin.end(input);
  await once(child, 'close');
  return { code: child.exitCode, ...said };
}

describe('chasqui flow check', () => {
  it('sums up a good flow and warns of what is never reached', async () => {
    const path = file('good.yaml', GOOD);
    expect(await run(['check', path])).toEqual({
      code: 0,
      out: `${path} is a good flow. Triggers: 4, sections: 5.\nWarning: Line 27: sections.lonely is never reached\n`,
      err: '',
    });
  });

  it('names every mistake of a bad one by line and path, and fails', async () => {
    const path = file('bad.yaml', BAD);
    expect(await run(['check', path])).toEqual({
      code: 1,
      out: '',
      err: `${path} cannot be used:
  Line 7: sections.hello[0].expect.number.min must be a number, not string
  Line 8: sections.hello[1].goto names the section nowhere, which does not exist
`,
    });
  });

  it('does the same as JSON', async () => {
    const bad = await run(['check', '--json', file('bad.yaml', BAD)]);
    expect(bad).toMatchObject({ code: 1, err: '' });
    expect(JSON.parse(bad.out)).toMatchObject({
      ok: false,
      mistakes: [
        { line: 7, path: 'sections.hello[0].expect.number.min', message: 'must be a number, not string' },
        { line: 8, path: 'sections.hello[1].goto' },
      ],
    });
    const good = await run(['check', '--json', file('good.yaml', GOOD)]);
    expect(good.code).toBe(0);
    expect(JSON.parse(good.out)).toMatchObject({
      ok: true,
      triggers: 4,
      sections: 5,
      warnings: [{ path: 'sections.lonely' }],
    });
  });

  it('knows the names of secrets if it is given them', async () => {
    const args = ['check', file('good.yaml', GOOD), '--secrets', file('secrets', 'OTHER=abcdef')];
    expect(await run(args)).toMatchObject({ code: 1, err: expect.stringContaining('uses the secret SERVICE') });
  });

  it('says that there is no such file', async () => {
    const { code, err } = await run(['check', join(folder, 'none.yaml')]);
    expect(code).toBe(2);
    expect(err).toMatch(/none\.yaml cannot be read: there is no such file\n$/);
  });
});

describe('chasqui flow try', () => {
  const MONDAY = ['--at', '2026-01-05T10:00:00Z'];

  it('plays a conversation from its input', async () => {
    const picture = file('me.png', 'x');
    const lines = ['Hi', 'plums', '2', '/vars', `/image ${picture}`, '/location 1,x', '/location -13.5,71.9', 'Hello?'];
    const { code, out, err } = await run(['try', file('good.yaml', GOOD), '--name', 'Bo', ...MONDAY], lines.join('\n'));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(`> Hi
  Hello Bo
    1. Apples
    2. Pears
  Which?
    1. Apples
    2. Pears
> plums
  Which?
    1. Apples
    2. Pears
> 2
  (pause 1.5 s)
  [image https://shop.example/b.png]
  Here
> /vars
{
  "fruit": "b"
}
> /image ${picture}
  Where was that?
  [asks for a location]
> /location 1,x
/location needs latitude,longitude, such as -13.52,-71.97
> /location -13.5,71.9
-- handed over to a human: -13.5
> Hello?
-- a human would read this; /restart begins a new session
`);
  });

  it('begins anew, stops, and ignores what comes behind', async () => {
    const { out } = await run(['try', file('good.yaml', GOOD), ...MONDAY], 'Hi\n1\n/restart\nHi\n/what\n/quit\nHi\n');
    expect(out.match(/Hello Ada/g)).toHaveLength(2);
    expect(out).toContain('-- a new session');
    expect(out).toContain('There is no /what');
    expect(out.endsWith('> /quit\n')).toBe(true);
  });

  it('lives at the time that it is told', async () => {
    const { out } = await run(['try', file('good.yaml', GOOD), '--at', '2026-01-04T10:00:00Z'], 'Hi\n');
    expect(out).toBe('> Hi\n  Closed\n');
  });

  it('calls services that the egress guard lets through, and no others', async () => {
    const service = createServer((request, response) =>
      response.setHeader('content-type', 'text/plain').end(`at ${request.url}`),
    );
    await new Promise<void>((done) => service.listen(0, '127.0.0.1', done));
    const { port } = service.address() as AddressInfo;
    const secrets = file('secrets', `SERVICE=http://127.0.0.1:${port}`);
    const args = ['try', file('good.yaml', GOOD), '--secrets', secrets, ...MONDAY];
    const lines = 'Hi\n1\nbooks\n';
    const allowed = await run(args, lines, { CHASQUI_EGRESS_ALLOW: '127.0.0.0/8' });
    const refused = await run(args, lines);
    await new Promise((done) => service.close(done));
    expect(allowed.out).toContain('> books\n  at /books\n-- the session ended\n');
    expect(refused.out).toContain('!! At sections.call[0]: ');
    expect(refused.out).toContain('was refused');
    expect(refused.code).toBe(0);
  });

  it('refuses a bad flow as check does', async () => {
    expect(await run(['try', file('bad.yaml', BAD)], 'Hi\n')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('sections.hello[1].goto names the section nowhere'),
    });
  });

  it('tells in its help what can be typed', async () => {
    const { out } = await run(['try', '--help']);
    for (const word of ['/image', '/location', '/vars', '/restart', '/quit', 'CHASQUI_EGRESS_ALLOW']) {
      expect(out).toContain(word);
    }
  });
});
