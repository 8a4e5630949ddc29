import { scenarioSuite } from './play/suite.js';
import { AGENTS, CALLS, TRANSFERS } from './subjects.js';

/** Later consoles hear more, and their readers find nothing to object to. */
scenarioSuite('extended profile', { ...CALLS, ...TRANSFERS, ...AGENTS }, 'simulator', { extended: true });
