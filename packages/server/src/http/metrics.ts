import { type AgentStatus, agentStatus, type CallPhase, type FloorView } from '@openeccp/core';
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { ServerObserver } from '../server-parts.js';
import type { OriginateFigures } from '../telephony/asterisk/originate-gate.js';

/** What the gauges are read from, at the moment they are asked for. */
export interface MetricsSource {
  readonly floor: FloorView;
  readonly listener: { readonly connections: { readonly size: number } };
  readonly telephony: { readonly originates: OriginateFigures };
}

/** How the writing behind stands. */
export interface WriteCounts {
  readonly queued: number;
  readonly dead: number;
}

const STATUSES: readonly AgentStatus[] = ['online', 'oncall', 'paused', 'offline'];
const ORIGINATES = ['asked', 'waiting'] as const;
const PHASES: readonly CallPhase['kind'][] = ['waiting', 'talking', 'held', 'released'];

/** The server's figures for Prometheus. Counters see what goes by; gauges read the present. */
export class Metrics implements ServerObserver {
  readonly registry: Registry = new Registry();
  readonly onRequest: ServerObserver['onRequest'];
  readonly onEvent: ServerObserver['onEvent'];
  readonly onDrift: ServerObserver['onDrift'];
  readonly onFailedLogin: ServerObserver['onFailedLogin'];

  /**
   * @param source Undefined while the server is starting.
   * @param deadLetters How many there are, as far as that is known by now; never rejects.
   */
  constructor(
    source: () => MetricsSource | undefined,
    writes: () => WriteCounts,
    deadLetters: () => Promise<number>,
  ) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    const gauge = (name: string, help: string, read: () => number): void => {
      new Gauge({ name, help, registers, collect: measure(read) });
    };
    const requests = new Counter({
      name: 'openeccp_eccp_requests_total',
      help: 'ECCP requests by name',
      labelNames: ['request'],
      registers,
    });
    const events = new Counter({
      name: 'openeccp_events_total',
      help: 'Events of agents and calls by kind',
      labelNames: ['event'],
      registers,
    });
    const drift = new Counter({
      name: 'openeccp_drift_total',
      help: 'Differences from Asterisk that were found and mended, by the event that was missed, or pause',
      labelNames: ['kind'],
      registers,
    });
    const failedLogins = new Counter({
      name: 'openeccp_failed_logins_total',
      help: 'ECCP logins that were refused',
      registers,
    });
    this.onRequest = (request) => requests.inc({ request });
    this.onEvent = ({ kind }) => events.inc({ event: kind });
    this.onDrift = (kind) => drift.inc({ kind });
    this.onFailedLogin = () => failedLogins.inc();

    gauge(
      'openeccp_eccp_connections',
      'Open ECCP connections',
      () => source()?.listener.connections.size ?? 0,
    );
    gauge('openeccp_asterisk_up', '1 when Asterisk is reached', () =>
      source()?.floor.telephony.kind === 'up' ? 1 : 0,
    );
    gauge(
      'openeccp_originate_window',
      'Calls to customers that may be asked for at a time; falls when Asterisk can’t follow',
      () => source()?.telephony.originates.window ?? 0,
    );
    new Gauge({
      name: 'openeccp_originates',
      help: 'Calls to customers that Asterisk has not taken yet: asked for, or waiting',
      labelNames: ['state'],
      registers,
      collect() {
        const figures = source()?.telephony.originates;
        for (const state of ORIGINATES) this.set({ state }, figures?.[state] ?? 0);
      },
    });
    new Counter({
      name: 'openeccp_originates_refused_total',
      help: 'Calls to customers that Asterisk was not asked for, by the reason',
      labelNames: ['reason'],
      registers,
      collect() {
        this.reset();
        for (const [reason, count] of source()?.telephony.originates.refused ?? [])
          this.inc({ reason }, count);
      },
    });
    gauge('openeccp_storage_queued', 'Writes that wait for the database', () => writes().queued);
    new Counter({
      name: 'openeccp_storage_dead_total',
      help: 'Writes given up: the database will never take them',
      registers,
      collect() {
        this.reset();
        this.inc(writes().dead);
      },
    });
    new Gauge({
      name: 'openeccp_dead_letters',
      help: 'Writes that were given up and wait for an operator: openeccp deadletter list',
      registers,
      async collect() {
        this.set(await deadLetters());
      },
    });
    new Gauge({
      name: 'openeccp_agents',
      help: 'Agents by status',
      labelNames: ['status'],
      registers,
      collect() {
        const floor = source()?.floor;
        const agents = floor === undefined ? [] : [...floor.agents.values()];
        const counts = countBy(agents, (agent) =>
          floor === undefined ? 'offline' : agentStatus(floor, agent),
        );
        for (const status of STATUSES) this.set({ status }, counts.get(status) ?? 0);
      },
    });
    new Gauge({
      name: 'openeccp_calls',
      help: 'Live calls by phase',
      labelNames: ['phase'],
      registers,
      collect() {
        const counts = countBy([...(source()?.floor.calls.values() ?? [])], ({ phase }) => phase.kind);
        for (const phase of PHASES) this.set({ phase }, counts.get(phase) ?? 0);
      },
    });
  }
}

function measure(read: () => number): (this: Gauge) => void {
  return function collect() {
    this.set(read());
  };
}

function countBy<T, K>(items: readonly T[], key: (item: T) => K): ReadonlyMap<K, number> {
  const counts = new Map<K, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}
