import type { SidPrefix } from './sids.ts';

/** A pool of senders under one sid. */
export interface MessagingService {
  readonly sid: string;
  readonly accountSid: string;
  readonly friendlyName: string;
  /** Where inbound messages go instead of the sender's own callback URL. */
  readonly inboundRequestUrl?: string;
  readonly statusCallback?: string;
  readonly senderSids: readonly string[];
  /** Epoch ms. */
  readonly createdAt: number;
}

/** The messaging services of all accounts. */
export interface Services {
  create(service: Omit<MessagingService, 'sid' | 'senderSids'>): MessagingService;
  /** Nothing where the account has no such service. */
  get(accountSid: string, sid: string): MessagingService | undefined;
  /** The service that a sender is in. */
  ofSender(senderSid: string): MessagingService | undefined;
  list(accountSid: string): MessagingService[];
  setSenders(sid: string, senderSids: readonly string[]): void;
  remove(sid: string): void;
}

export function createServices(nextSid: (prefix: SidPrefix) => string): Services {
  const services = new Map<string, MessagingService>();
  return {
    create(wanted) {
      const service = { ...wanted, sid: nextSid('MG'), senderSids: [] };
      services.set(service.sid, service);
      return service;
    },
    get(accountSid, sid) {
      const service = services.get(sid);
      return service?.accountSid === accountSid ? service : undefined;
    },
    ofSender: (senderSid) => [...services.values()].find(({ senderSids }) => senderSids.includes(senderSid)),
    list: (accountSid) => [...services.values()].filter((service) => service.accountSid === accountSid),
    setSenders(sid, senderSids) {
      const service = services.get(sid);
      if (service) services.set(sid, { ...service, senderSids });
    },
    remove: (sid) => void services.delete(sid),
  };
}
