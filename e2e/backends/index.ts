import type { RequirementName } from '../lab/requirements.js';
import { startAsteriskBackend } from './asterisk.js';
import type { BackendName, StartBackend } from './backend.js';
import { startSimulatorBackend } from './simulator.js';

/** Every Asterisk that a scenario must hold on, and what this machine needs to have for it. */
export const backends: readonly {
  readonly name: BackendName;
  readonly needs: readonly RequirementName[];
  readonly start: StartBackend;
}[] = [
  { name: 'simulator', needs: [], start: startSimulatorBackend },
  { name: 'Asterisk 16', needs: ['asterisk'], start: (options) => startAsteriskBackend(16, options) },
  { name: 'Asterisk 22', needs: ['asterisk'], start: (options) => startAsteriskBackend(22, options) },
];
