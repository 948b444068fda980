import { answering, breakingOff, failing, type Network } from './rig.ts';
import type { Subject } from './samples.ts';
import { secretsOf } from './secrets.ts';

export const ELSEWHERE = 'https://elsewhere.example/file';

/** Networks on which no call can succeed, by what happens on them; some repeat the secrets. */
export function troublesOf(subject: Subject): Readonly<Record<string, Network>> {
  const betrayal = `no access with ${secretsOf(subject).join(' and ')}`;
  return {
    'the connection is refused': failing(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })),
    'the network repeats its secrets': failing(new TypeError(betrayal, { cause: new Error(betrayal) })),
    'the answer breaks off': breakingOff(),
    'the answer repeats its secrets': answering({
      status: 400,
      body: JSON.stringify({ error: { message: betrayal } }),
    }),
    'the answer is a page': answering({ status: 502, body: `<p>${betrayal}</p>` }),
    'the answer sends it elsewhere': answering({ status: 302, body: '', headers: { location: ELSEWHERE } }),
  };
}
