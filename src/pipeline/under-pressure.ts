import type { Intake, Outbox, TurnReplies } from './doors.ts';
import type { Pressure } from './pressure.ts';

/** The doors behind which a request waits for the store, each refusing with `Overloaded` what there is no room for. */
export interface PressedDoors {
  intake: Intake;
  outbox: Outbox;
  replies: TurnReplies;
}

/** Bodies of programs were counted while they arrived; of webhooks, each counts until it is durable. */
export function underPressure(doors: PressedDoors, pressure: Pressure): PressedDoors {
  const { intake, outbox, replies } = doors;
  const asked = { door: 'api', bytes: 0 } as const;
  return {
    intake: {
      knows: (token) => intake.knows(token),
      receive: (token, request) =>
        // A handshake stores nothing, and may ask somebody else.
        request.method === 'POST'
          ? pressure.run({ door: 'webhook', bytes: request.body.byteLength }, () => intake.receive(token, request))
          : intake.receive(token, request),
    },
    outbox: { send: (request) => pressure.run(asked, () => outbox.send(request)) },
    replies: { receive: (...reply) => pressure.run(asked, () => replies.receive(...reply)) },
  };
}
