import type { Parking } from '../lab/asterisk-config.js';

/**
 * An Asterisk with people around it: the same for the simulator and for the real ones, so that every scenario is
 * written once.
 */
export interface Backend extends AsyncDisposable {
  readonly name: BackendName;
  readonly ami: {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly secret: string;
  };
  /** A customer calls from outside and is put into the queue. Resolves when the call is on its way. */
  customerCalls(queue: string): Promise<void>;
  /** The customer puts the phone down; nothing when it is not on a call. */
  customerHangsUp(): Promise<void>;
  /** The agent's handset goes down: every call of that phone ends. */
  phoneHangsUp(extension: string): Promise<void>;
  /** Whether a phone takes calls by itself or only rings. */
  phoneAnswers(extension: string, mode: 'by-itself' | 'never'): Promise<void>;
  /** A phone loses its registration, or has it again. */
  phoneIsRegistered(extension: string, registered: boolean): Promise<void>;
  /** Somebody dials on a phone. */
  phoneDials(extension: string, number: string): Promise<void>;
  /** Cuts and starts Asterisk again; all calls die. Resolves when it takes connections. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export type BackendName = 'simulator' | 'Asterisk 16' | 'Asterisk 22';

export interface BackendOptions {
  readonly parking: Parking;
  /** How long a call may stay parked, Asterisk's seconds. Default 300, in our own lot a day. */
  readonly parkingS?: number;
}

export type StartBackend = (options: BackendOptions) => Promise<Backend>;
