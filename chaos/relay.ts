import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A wire between two programs, for whoever wants to disturb it. */
export interface Relay {
  port: number;
  /** Breaks every connection, and each new one at once, for so long. */
  cut(ms: number): Promise<void>;
  /** Carries nothing for so long, and then what was held up: what a full or lossy network does. */
  stall(ms: number): Promise<void>;
  close(): void;
}

/** Listens on 127.0.0.1 and passes everything to this port of 127.0.0.1. */
export async function startRelay(port: number): Promise<Relay> {
  const sockets = new Set<Socket>();
  let isCut = false;
  let isStalled = false;
  const add = (socket: Socket, other: Socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    if (isStalled) socket.pause();
    socket.on('data', (chunk) => void other.write(chunk));
    socket.on('end', () => other.end());
    socket.on('error', () => other.destroy());
    socket.on('close', () => {
      sockets.delete(socket);
      other.destroy();
    });
  };
  const server = createServer({ allowHalfOpen: true }, (near) => {
    if (isCut) {
      near.destroy();
      return;
    }
    const far = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    add(near, far);
    add(far, near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const end = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    // A server that listens on a port has an address with one.
    port: (server.address() as AddressInfo).port,
    async cut(ms) {
      isCut = true;
      end();
      await pause(ms);
      isCut = false;
    },
    async stall(ms) {
      isStalled = true;
      for (const socket of sockets) socket.pause();
      await pause(ms);
      isStalled = false;
      for (const socket of sockets) socket.resume();
    },
    close() {
      server.close();
      end();
    },
  };
}
