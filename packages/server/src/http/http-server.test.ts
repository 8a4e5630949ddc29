import { createServer } from 'node:net';
import { DEFAULT_SETTINGS, Floor } from '@openeccp/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { TelephonyStatus } from '../telephony/telephony.js';
import { buildHttp, listenHttp } from './http-server.js';
import { Metrics } from './metrics.js';
import type { ServerState } from './readiness.js';

function appWith(state: ServerState, metrics: Metrics = metricsOf()): ReturnType<typeof buildHttp> {
  const app = buildHttp({ state, registry: metrics.registry });
  onTestFinished(() => app.close());
  return app;
}

function metricsOf(dead = 0): Metrics {
  const floor = new Floor(DEFAULT_SETTINGS, {
    audit: 1,
    callEntry: 1,
    currentCallEntry: 1,
    currentCalls: 1,
    progress: 1,
  });
  const originates = { window: 4, asked: 4, waiting: 9, refused: new Map([['full', 2]] as const) };
  const source = { floor, listener: { connections: { size: 3 } }, telephony: { originates } };
  return new Metrics(
    () => source,
    () => ({ queued: 7, dead }),
    async () => 3,
  );
}

function running(status: TelephonyStatus): ServerState {
  return { server: { telephony: { status } } };
}

describe('GET /health', () => {
  it('answers as soon as the process lives', async () => {
    const answer = await appWith({ server: undefined }).inject('/health');
    expect([answer.statusCode, answer.json()]).toEqual([200, { status: 'ok' }]);
  });
});

describe('GET /ready', () => {
  it('is 503 while the server starts', async () => {
    const answer = await appWith({ server: undefined }).inject('/ready');
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toEqual({
      ready: false,
      database: 'starting',
      eccp: 'starting',
      asterisk: 'starting',
    });
  });

  it('is 503 without Asterisk and says why', async () => {
    const answer = await appWith(running({ kind: 'down', reason: 'refused' })).inject('/ready');
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toEqual({ ready: false, database: 'ok', eccp: 'ok', asterisk: 'refused' });
  });

  it('is 200 when clients can be served', async () => {
    const up: TelephonyStatus = { kind: 'up', version: '16.28.0', startedAt: undefined };
    const answer = await appWith(running(up)).inject('/ready');
    expect([answer.statusCode, answer.json().ready]).toEqual([200, true]);
  });
});

describe('GET /metrics', () => {
  it('counts what went by and reads the present', async () => {
    const metrics = metricsOf(2);
    metrics.onRequest('hold');
    metrics.onRequest('hold');
    metrics.onEvent({ kind: 'agent-login-failed', agent: 'Agent/1' as never });
    metrics.onDrift('Hangup');
    metrics.onFailedLogin();
    const { body } = await appWith({ server: undefined }, metrics).inject('/metrics');
    const { body: again } = await appWith({ server: undefined }, metrics).inject('/metrics');
    for (const line of [
      'openeccp_eccp_requests_total{request="hold"} 2',
      'openeccp_events_total{event="agent-login-failed"} 1',
      'openeccp_drift_total{kind="Hangup"} 1',
      'openeccp_failed_logins_total 1',
      'openeccp_eccp_connections 3',
      'openeccp_agents{status="online"} 0',
      'openeccp_calls{phase="held"} 0',
      'openeccp_asterisk_up 0',
      'openeccp_originate_window 4',
      'openeccp_originates{state="asked"} 4',
      'openeccp_originates{state="waiting"} 9',
      'openeccp_originates_refused_total{reason="full"} 2',
      'openeccp_storage_queued 7',
      'openeccp_storage_dead_total 2',
      'openeccp_dead_letters 3',
    ]) {
      expect(body.split('\n')).toContain(line);
    }
    expect(body).toContain('process_cpu_seconds_total');
    expect(again).toContain('openeccp_storage_dead_total 2\n');
  });
});

describe('a port that is taken', () => {
  it('is one line that says which and what to do', async () => {
    const other = createServer();
    onTestFinished(() => void other.close());
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => {
        const address = other.address();
        resolve(typeof address === 'object' ? (address?.port ?? 0) : 0);
      });
    });
    await expect(listenHttp(appWith({ server: undefined }), { host: '127.0.0.1', port })).rejects.toThrow(
      `HTTP can't listen on 127.0.0.1:${port}: another program uses that port. Stop it, or choose another with --http-port or http.port.`,
    );
  });
});
