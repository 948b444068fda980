import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { SimulatorClock } from '../kit/clock.ts';
import type { Accounts, InfobipNumber } from './account.ts';
import { type Admission, paramOf } from './admission.ts';
import { ApiError } from './api-error.ts';
import { addErrorRoutes } from './error-routes.ts';
import type { PaymentFamily, Payments } from './payments.ts';
import { listOf, object, sized } from './schema-parts.ts';
import { renderTime } from './time-format.ts';
import { parseBody } from './validation.ts';

const FAMILIES: readonly PaymentFamily[] = ['upi/payu', 'upi', 'br'];

const businessInfo = object({
  about: sized(0, 130).optional(),
  address: sized(0, 256).optional(),
  description: sized(0, 512).optional(),
  email: sized(0, 128).optional(),
  vertical: z.string().optional(),
  websites: listOf(sized(0, 256), 0, 2).optional(),
  logoUrl: sized(0, 2048).optional(),
});

export interface SenderParts {
  admission: Admission;
  accounts: Accounts;
  clock: SimulatorClock;
  payments: Payments;
}

/** What can be asked of senders. https://www.infobip.com/docs/api/channels/whatsapp/whatsapp-service-management */
export function addSenderRoutes(app: FastifyInstance, { admission, accounts, clock, payments }: SenderParts): void {
  app.get('/whatsapp/1/senders/quality', async (request) => {
    const { username } = admission.admit(request, 'manage');
    const wanted = new URL(request.url, 'http://simulator').searchParams
      .getAll('senders')
      .flatMap((list) => list.split(','));
    if (wanted.length > 100 || wanted.every((sender) => sender === '')) {
      throw new ApiError(400, { validationErrors: { senders: ['size must be between 1 and 100'] } });
    }
    const own = accounts.numbersOf(username).filter(({ sender }) => wanted.includes(sender));
    return { results: own.map((number) => renderQuality(number, clock.now())) };
  });
  for (const family of FAMILIES) {
    app.get(`/whatsapp/1/senders/:sender/payments/${family}/:paymentId`, async (request) => {
      const number = admission.ownNumber(request, 'payment');
      const payment = payments.find(number, family, paramOf(request, 'paymentId'));
      if (!payment) throw new ApiError(404);
      return payment;
    });
  }
  addErrorRoutes(app, (routes) => addBusinessInfoRoutes(routes, admission));
}

function addBusinessInfoRoutes(app: FastifyInstance, admission: Admission): void {
  const path = '/whatsapp/1/senders/:sender/business-info';
  const kept = new Map<string, z.output<typeof businessInfo>>();

  app.get(path, async (request) => {
    const { sender, displayName } = admission.ownNumber(request, 'manage');
    const { logoUrl: _logo, ...info } = kept.get(sender) ?? {};
    const empty = { about: '', address: '', description: '', email: '', vertical: 'OTHER', websites: [] };
    return { ...empty, ...info, displayName: displayName ?? sender };
  });
  app.patch(path, async (request, reply) => {
    const { sender } = admission.ownNumber(request, 'manage');
    kept.set(sender, { ...kept.get(sender), ...parseBody(businessInfo, request.body) });
    return reply.status(204).send();
  });
}

function renderQuality({ sender, quality, state, currentLimit }: InfobipNumber, now: number): object {
  return {
    sender,
    qualityRating: quality ?? 'HIGH',
    status: state ?? 'CONNECTED',
    currentLimit: currentLimit ?? 'LIMIT_2K',
    lastUpdated: renderTime(now),
  };
}
