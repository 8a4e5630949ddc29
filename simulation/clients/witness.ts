import type { FloorView } from '@openeccp/core';
import { loginOf } from '@openeccp/core';
import type { EccpEvent, NumberedAgentStatus, OtherEvent } from '@openeccp/eccp';
import { SEATS } from '../center.js';

/** What a console shows of an agent. */
interface Shown {
  online: boolean;
  onBreak: boolean;
  onHold: boolean;
  /** `incoming:7` */
  call: string | undefined;
}

/**
 * Believes what it is told: the state of all agents when it came, and every event since. Says when an event contradicts that, and
 * where the floor is another in the end.
 */
export class Witness {
  readonly #agents = new Map<string, Shown>();
  readonly #onBroken: (what: string) => void;
  #knows = false;

  constructor(onBroken: (what: string) => void) {
    this.#onBroken = onBroken;
  }

  /** Whether it has been told how things stand. */
  get knows(): boolean {
    return this.#knows;
  }

  /** Its connection is gone: it knows nothing any more. */
  forget(): void {
    this.#knows = false;
    this.#agents.clear();
  }

  /** How things stand when it comes. */
  begin(agents: readonly NumberedAgentStatus[]): void {
    this.#knows = true;
    for (const { agentNumber, status, onHold, pause, call } of agents) {
      this.#agents.set(agentNumber, {
        online: status !== 'offline',
        onBreak: pause !== undefined,
        onHold: onHold === true,
        call: call === undefined ? undefined : `${call.callType}:${call.callId}`,
      });
    }
  }

  hear(event: EccpEvent | OtherEvent): void {
    if (!this.#knows) return;
    switch (event.kind) {
      case 'agentloggedin':
        return this.#change(event.kind, event.agent, (shown) => {
          this.#expect(!shown.online, event);
          shown.online = true;
        });
      case 'agentloggedout':
        return this.#change(event.kind, event.agent, (shown) => {
          this.#expect(shown.online && !shown.onBreak && !shown.onHold && shown.call === undefined, event);
          shown.online = false;
        });
      case 'agentlinked':
        return this.#change(event.kind, event.agentNumber, (shown) => {
          const call = `${event.callType}:${event.callId}`;
          // Whoever came between the link and the news of it was told of it as a state.
          this.#expect(shown.online && (shown.call === undefined || shown.call === call), event);
          shown.call = call;
        });
      case 'agentunlinked':
        return this.#change(event.kind, event.agentNumber, (shown) => {
          this.#expect(shown.call === `${event.callType}:${event.callId}`, event);
          shown.call = undefined;
        });
      case 'pausestart':
        return this.#change(event.kind, event.agentNumber, (shown) => {
          const hold = event.pauseClass === 'hold';
          this.#expect(shown.online && !(hold ? shown.onHold : shown.onBreak), event);
          if (hold) shown.onHold = true;
          else shown.onBreak = true;
        });
      case 'pauseend':
        return this.#change(event.kind, event.agentNumber, (shown) => {
          const hold = event.pauseClass === 'hold';
          this.#expect(hold ? shown.onHold : shown.onBreak, event);
          if (hold) shown.onHold = false;
          else shown.onBreak = false;
        });
      default:
        return;
    }
  }

  /** Where it believes something else than the floor knows. */
  differences(floor: FloorView): readonly string[] {
    return [...this.#agents].flatMap(([name, shown]) => {
      const agent = [...floor.agents.values()].find((one) => one.name === name);
      const login = agent && loginOf(agent);
      const call = login?.call === undefined ? undefined : floor.calls.get(login.call);
      const known: Shown = {
        online: login !== undefined,
        onBreak: login?.break !== undefined,
        onHold: login?.hold !== undefined,
        call: call === undefined ? undefined : `${call.origin.kind}:${call.rowId}`,
      };
      const [one, other] = [JSON.stringify(shown), JSON.stringify(known)];
      return one === other ? [] : [`a client believes of ${name} ${one}, the server knows ${other}`];
    });
  }

  #change(kind: string, agent: string, change: (shown: Shown) => void): void {
    const shown = this.#agents.get(agent);
    if (shown === undefined) this.#onBroken(`${kind} of an unknown agent ${agent}`);
    else change(shown);
  }

  #expect(sound: boolean, event: EccpEvent | OtherEvent): void {
    if (sound) return;
    const agent = 'agentNumber' in event ? event.agentNumber : 'agent' in event ? event.agent : '';
    this.#onBroken(
      `an event contradicts what was told before: ${JSON.stringify(event)}, ` +
        `believed: ${JSON.stringify(this.#agents.get(String(agent)))}`,
    );
  }
}

export const ALL_AGENTS: readonly string[] = SEATS.map(({ agent }) => agent);
