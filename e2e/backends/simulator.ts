import { type CallersOptions, startSimulator } from '@openeccp/simulator';
import type { Backend, BackendOptions } from './backend.js';

/** Simulated seconds per second: timings keep their proportions and tests their patience. */
const SPEED = 10;

const LOTS = { own: 'on', default: 'default', none: 'off' } as const;

/** The simulated Asterisk, over TCP like the real ones. @param callers customers who call by themselves */
export async function startSimulatorBackend(
  options: BackendOptions,
  callers?: CallersOptions,
): Promise<Backend> {
  const simulator = await startSimulator({
    speed: SPEED,
    parking: LOTS[options.parking],
    ...(options.parkingS === undefined ? {} : { parkingTimeoutSeconds: options.parkingS }),
    callers: callers ?? false,
  });
  const { hands } = simulator;
  const close = (): Promise<void> => simulator.close();
  return {
    name: 'simulator',
    ami: { host: '127.0.0.1', port: simulator.port, user: 'openeccp', secret: 'openeccp' },
    customerCalls: async (queue) => {
      hands.customerCalls(queue, { number: '5550171' });
    },
    customerHangsUp: async () => {
      hands.customerHangsUp();
    },
    phoneHangsUp: async (extension) => {
      hands.agentPhoneHangsUp(extension);
    },
    phoneAnswers: async (extension, mode) => {
      hands.setPhone(extension, { answers: mode === 'by-itself' ? 'auto' : 'manual' });
    },
    phoneIsRegistered: async (extension, registered) => {
      hands.setPhone(extension, { registered });
    },
    phoneDials: async (extension, number) => {
      hands.phoneDials(extension, number);
    },
    restart: async () => simulator.restart(),
    close,
    [Symbol.asyncDispose]: close,
  };
}
