import type { Operation } from '../engine.ts';
import { logEvents } from '../events/log.ts';
import type { RegistryStore } from '../registry.ts';
import { storableJson } from '../sql.ts';

type Told = Parameters<RegistryStore['tellStandIn']>[0];

/** Which connection sends is every node's own judgement and stands nowhere; here it is only told. */
export const tellStandIn: Operation<Told, null> = {
  name: 'registry.tell_stand_in',
  async run(sql, told) {
    await logEvents(
      sql,
      told.map(({ channelId, connectionId, standIn }) => ({
        type: standIn === null ? 'channel.given_back' : 'channel.taken_over',
        channel_id: channelId,
        conversation_id: null,
        subject: connectionId,
        detail: storableJson(standIn === null ? {} : { insteadOf: standIn.insteadOf, reason: standIn.reason }),
      })),
    );
    return told.map(() => null);
  },
};
