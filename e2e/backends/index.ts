import type { RequirementName } from '../lab/requirements.js';
import { startAsteriskBackend } from './asterisk.js';
import type { BackendName, StartBackend } from './backend.js';
import { startSimulatorBackend } from './simulator.js';

/** An Asterisk that every scenario must hold on, and what this machine needs to have for it. */
export interface BackendKind {
  readonly name: BackendName;
  readonly needs: readonly RequirementName[];
  readonly start: StartBackend;
}

export function backend(name: BackendName): BackendKind {
  switch (name) {
    case 'simulator':
      return { name, needs: [], start: startSimulatorBackend };
    case 'Asterisk 16':
      return { name, needs: ['asterisk'], start: (options) => startAsteriskBackend(16, options) };
    case 'Asterisk 22':
      return { name, needs: ['asterisk'], start: (options) => startAsteriskBackend(22, options) };
  }
}
