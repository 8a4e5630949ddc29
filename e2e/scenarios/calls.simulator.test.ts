import { EXPIRY_S, expiry } from './expiry.js';
import { scenarioSuite } from './play/suite.js';
import { CALLS } from './subjects.js';

scenarioSuite('calls', CALLS, 'simulator');
scenarioSuite('calls of a lot in a hurry', { expiry }, 'simulator', { parkingS: EXPIRY_S });
