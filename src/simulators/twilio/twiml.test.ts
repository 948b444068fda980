import { expect, test } from 'vitest';
import { parseTwiml } from './twiml.ts';

const xml = (body: string) => parseTwiml({ contentType: 'text/xml; charset=utf-8', body });

test('R35: messages are read with body, media and attributes, in their order', () => {
  const answer = xml(`<?xml version="1.0" encoding="UTF-8"?>
    <Response>
      <!-- first -->
      <Message to="whatsapp:+385911234567" from="whatsapp:+14155238886" action="https://gw.example.net/st">
        <Body>Thanks &amp; welcome &lt;3</Body><Media>https://gw.example.net/a.jpg</Media>
      </Message>
      <Message>007</Message>
      <Redirect method="POST">https://gw.example.net/next?a=1&amp;b=2</Redirect>
    </Response>`);
  expect(answer).toEqual({
    ok: true,
    verbs: [
      {
        verb: 'message',
        body: 'Thanks & welcome <3',
        mediaUrls: ['https://gw.example.net/a.jpg'],
        to: 'whatsapp:+385911234567',
        from: 'whatsapp:+14155238886',
        statusCallback: 'https://gw.example.net/st',
      },
      { verb: 'message', body: '007', mediaUrls: [] },
      { verb: 'redirect', url: 'https://gw.example.net/next?a=1&b=2' },
    ],
  });
});

test.each(['<Response/>', '<Response></Response>', '', '  '])('R18: %j asks for nothing', (body) => {
  expect(xml(body)).toEqual({ ok: true, verbs: [] });
});

test.each([
  ['<Response><Message>a</Response>', 12100],
  ['<!DOCTYPE x [<!ENTITY a "boom">]><Response><Message>&a;</Message></Response>', 12100],
  ['<Other/>', 12100],
  ['<Response><Dance/></Response>', 12200],
  ['<Response><Message/></Response>', 14103],
  [`<Response><Message>${'a'.repeat(70_000)}</Message></Response>`, 11750],
])('R35: %j is the fault %i', (body, code) => {
  expect(xml(body)).toMatchObject({ ok: false, code });
});

test('R35: plain text is one message, any other type is a fault', () => {
  expect(parseTwiml({ contentType: 'text/plain', body: 'Hi\n' })).toMatchObject({ verbs: [{ body: 'Hi' }] });
  expect(parseTwiml({ contentType: 'application/json', body: '{}' })).toMatchObject({ code: 12300 });
});
