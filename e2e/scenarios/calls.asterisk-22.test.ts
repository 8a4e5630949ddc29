import { comeback, EXPIRY_S, expiry } from './expiry.js';
import { taken } from './holds.js';
import { scenarioSuite } from './play/suite.js';
import { CALLS } from './subjects.js';

scenarioSuite('calls', CALLS, 'Asterisk 22');
scenarioSuite('calls of the default lot in a hurry', { expiry }, 'Asterisk 22', {
  parking: 'default',
  parkingS: EXPIRY_S,
});
scenarioSuite('calls of our lot in a hurry', { comeback }, 'Asterisk 22', { parkingS: EXPIRY_S });
scenarioSuite('calls of the default lot', { taken }, 'Asterisk 22', { parking: 'default' });
