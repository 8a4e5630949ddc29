import type { Backend } from '../../backends/backend.js';
import {
  type ServerTestOptions,
  type ServerUnderTest,
  startServerUnderTest,
} from '../../server/server-under-test.js';
import { type Heard, Wire } from '../../server/wire.js';
import type { Cast } from './cast.js';
import type { Stage } from './scenario.js';

export interface LiveStageOptions {
  readonly backend: Backend;
  readonly cable: { readonly port: number; cut(): void; mend(): void };
  readonly cast: Cast;
  readonly server: ServerTestOptions;
}

interface Running {
  readonly server: ServerUnderTest;
  readonly wire: Wire;
}

/** A stage with a whole server, which may be started again, and a console on it. */
export class LiveStage implements Stage, AsyncDisposable {
  readonly backend: Backend;
  readonly cable: Stage['cable'];
  readonly cast: Cast;
  readonly #options: LiveStageOptions;
  readonly #heardBefore: Heard[] = [];
  #running: Running | undefined;

  private constructor(options: LiveStageOptions, running: Running) {
    this.#options = options;
    this.#running = running;
    this.backend = options.backend;
    this.cable = options.cable;
    this.cast = options.cast;
  }

  static async open(options: LiveStageOptions): Promise<LiveStage> {
    return new LiveStage(options, await start(options));
  }

  get server(): ServerUnderTest {
    return this.#present.server;
  }

  get wire(): Wire {
    return this.#present.wire;
  }

  get heard(): readonly Heard[] {
    return [...this.#heardBefore, ...(this.#running?.wire.heard ?? [])];
  }

  async stopServer(): Promise<void> {
    if (this.#running === undefined) return;
    const { wire, server } = this.#running;
    this.#heardBefore.push(...wire.heard);
    this.#running = undefined;
    wire.close();
    await server.close();
  }

  async startServer(): Promise<void> {
    await this.stopServer();
    this.#running = await start(this.#options);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stopServer();
  }

  get #present(): Running {
    if (this.#running === undefined) throw new Error('there is no server now');
    return this.#running;
  }
}

async function start({ backend, cable, server: options }: LiveStageOptions): Promise<Running> {
  const beyond: Backend = { ...backend, ami: { ...backend.ami, port: cable.port } };
  const server = await startServerUnderTest(beyond, options);
  try {
    const wire = await Wire.open(server.port, { extended: options.extended ?? false });
    await wire.login('agentconsole', 'agentconsole');
    await wire.ask('callprogress', '<enable>1</enable>');
    return { server, wire };
  } catch (error) {
    await server.close();
    throw error;
  }
}
