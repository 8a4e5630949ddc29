import type { Agents } from './agents.js';
import type { Callers } from './callers.js';
import type { ModelWatch } from './checks/model-watch.js';
import type { Deed } from './plan.js';
import type { Scene } from './scene.js';

/** Whom a deed may need. */
export interface Doers {
  readonly scene: Scene;
  readonly callers: Callers;
  readonly agents: Agents;
  readonly watch: ModelWatch;
}

/** Lets one thing of the plan happen. */
export function make(deed: Deed, { scene, callers, agents, watch }: Doers): void {
  const { simulator, line, lives, clients } = scene;
  switch (deed.kind) {
    case 'caller':
      return callers.callIn(deed.caller);
    case 'agent':
      return agents.act(deed);
    case 'handset':
      return agents.useHandset(deed);
    case 'customer-hangs-up':
      return agents.loseCustomer(deed.seat);
    case 'target-hangs-up':
      simulator.hands.agentPhoneHangsUp(deed.number);
      return;
    case 'phone':
      return agents.changePhone(deed.number, deed.change, deed.ms);
    case 'stall':
      watch.disturb(deed.ms);
      return line.stall(deed.ms);
    case 'cut':
      return line.cut(deed.ms);
    case 'asterisk-restart':
      line.cut(deed.ms);
      callers.forget();
      return simulator.restart();
    case 'kill':
      return lives.killAfter(deed.afterWrites, deed.ms);
    case 'stop':
      return lives.stop(deed.ms);
    case 'database':
      return troubleDatabase(deed, scene);
    case 'client': {
      const client = clients[deed.client];
      if (deed.deed === 'dies') client?.die();
      else client?.stopReading(deed.ms);
      return;
    }
  }
}

function troubleDatabase(
  { trouble, ms }: Extract<Deed, { kind: 'database' }>,
  { databaseLine }: Scene,
): void {
  switch (trouble) {
    case 'away':
      return databaseLine.goAway(ms);
    case 'locked':
      return databaseLine.lock(ms);
    case 'slow':
      return databaseLine.slowDown(ms);
    case 'answer-lost':
      return databaseLine.loseAnswer();
  }
}

/** Nothing goes wrong any more. */
export function heal({ line, lives, databaseLine }: Scene, agents: Agents): void {
  lives.spare();
  line.heal();
  databaseLine.heal();
  agents.mendPhones();
}
