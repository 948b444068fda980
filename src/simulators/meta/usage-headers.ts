import type { FastifyInstance } from 'fastify';
import type { Admission } from './admission.ts';

/** How much of its budget an app and a business account have used. https://developers.facebook.com/docs/graph-api/overview/rate-limiting */
export function addUsageHeaders(app: FastifyInstance, admission: Admission): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const { accountId, percent } = admission.usageOf(request) ?? { percent: 0 };
    const usage = { call_count: percent, total_cputime: percent, total_time: percent };
    reply.header('x-app-usage', JSON.stringify(usage));
    if (accountId !== undefined) {
      const ofAccount = [{ type: 'whatsapp', ...usage, estimated_time_to_regain_access: percent < 100 ? 0 : 1 }];
      reply.header('x-business-use-case-usage', JSON.stringify({ [accountId]: ofAccount }));
    }
    return payload;
  });
}
