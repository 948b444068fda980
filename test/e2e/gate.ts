import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A door in front of a TCP server, at an address of its own. */
export interface Gate {
  readonly port: number;
  /** Cuts all connections and refuses new ones. */
  close(): Promise<void>;
  open(): Promise<void>;
  /** Lets nothing through and cuts nothing, as a server that is frozen or a way that swallows packets. */
  hold(): void;
  letGo(): void;
  /** New connections get through; what is held stays held, as where a server is replaced whose connections nobody ends. */
  abandonHeld(): void;
  /** How many connections came so far. */
  came(): number;
}

/** Opens a gate before the server that a URL names, and gives the URL that leads through it. */
export async function openGateTo(serverUrl: string): Promise<{ gate: Gate; url: string }> {
  const url = new URL(serverUrl);
  const gate = await openGate(Number(url.port));
  url.port = String(gate.port);
  return { gate, url: url.href };
}

/** Opens a gate that leads to `target` on this machine. */
export async function openGate(target: number): Promise<Gate> {
  const sockets = new Set<Socket>();
  const ways = new Map<Socket, Socket>();
  let isHeld = false;
  let came = 0;
  const server = createServer((inner) => {
    came += 1;
    const outer = connect(target, '127.0.0.1');
    for (const [one, other] of [
      [inner, outer],
      [outer, inner],
    ] as const) {
      sockets.add(one);
      one.once('close', () => {
        sockets.delete(one);
        ways.delete(one);
        other.destroy();
      });
      // A cut connection is what this is for.
      one.on('error', () => other.destroy());
      if (!isHeld) one.pipe(other);
      ways.set(one, other);
    }
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  // A TCP server's address has a port.
  const { port } = server.address() as AddressInfo;
  return {
    port,
    open: () => listen(port),
    hold() {
      isHeld = true;
      for (const [one, other] of ways) one.unpipe(other).pause();
    },
    letGo() {
      isHeld = false;
      for (const [one, other] of ways) one.pipe(other);
    },
    abandonHeld() {
      isHeld = false;
    },
    came: () => came,
    close: () =>
      new Promise((resolve) => {
        if (!server.listening) return resolve();
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
