import type { FastifyInstance } from 'fastify';

/** Where to listen; `port` is not 0. */
export interface Address {
  host: string;
  port: number;
}

/** Resolves with the URL once the server listens; rejects with a sentence for the operator that names the setting to change. */
export async function listen(app: FastifyInstance, address: Address): Promise<string> {
  try {
    return await app.listen({ host: address.host, port: address.port });
  } catch (error) {
    throw explain(error, address);
  }
}

function explain(error: unknown, { host, port }: Address): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return new Error(`Port ${port} of ${host} is in use. Stop what uses it, or set CHASQUI_PORT.`, { cause: error });
    case 'EACCES':
      return new Error(`Port ${port} is not for this user. Set CHASQUI_PORT to one above 1023.`, { cause: error });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new Error(`${host} is not an address of this machine. Set CHASQUI_HOST to one that is.`, { cause: error });
    default:
      return error;
  }
}
