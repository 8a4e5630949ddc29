import { type FastifyInstance, fastify } from 'fastify';
import type { Registry } from 'prom-client';
import { listenFailure } from './listen-failure.js';
import { readiness, type ServerState } from './readiness.js';

export interface HttpParts {
  readonly state: ServerState;
  readonly registry: Registry;
}

/** A request that takes longer to arrive than this is given up. Milliseconds. */
const REQUEST_TIMEOUT_MS = 10_000;

/** Health, readiness and metrics as routes, without a socket; tests inject requests. */
export function buildHttp({ state, registry }: HttpParts): FastifyInstance {
  const app = fastify({
    forceCloseConnections: true,
    requestTimeout: REQUEST_TIMEOUT_MS,
    bodyLimit: 16 * 1024,
  });
  app.get('/health', async () => ({ status: 'ok' }));
  app.get('/ready', async (_, reply) => {
    const body = readiness(state);
    return reply.code(body.ready ? 200 : 503).send(body);
  });
  app.get('/metrics', async (_, reply) => {
    reply.type(registry.contentType);
    return registry.metrics();
  });
  return app;
}

/** Listens; resolves with the port. Rejects with a `ListenError`. */
export async function listenHttp(
  app: FastifyInstance,
  address: { readonly host: string; readonly port: number },
): Promise<number> {
  try {
    await app.listen(address);
  } catch (error) {
    throw listenFailure({ what: 'HTTP', ...address, remedy: '--http-port or http.port' }, error);
  }
  const [bound] = app.addresses();
  return typeof bound === 'object' ? bound.port : address.port;
}
