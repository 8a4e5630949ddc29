import { EXPIRY_S, expiry } from './expiry.js';
import { scenarioSuite } from './play/suite.js';
import { CALLS } from './subjects.js';

scenarioSuite('calls', CALLS, 'Asterisk 22');
scenarioSuite('calls of a lot in a hurry', { expiry }, 'Asterisk 22', { parkingS: EXPIRY_S });
