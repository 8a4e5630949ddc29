import { scenarioSuite } from './play/suite.js';
import { CALLS } from './subjects.js';

scenarioSuite('calls', CALLS, 'simulator');
