import { comeback, EXPIRY_S, expiry } from './expiry.js';
import { taken } from './holds.js';
import { scenarioSuite } from './play/suite.js';
import { CALLS } from './subjects.js';

scenarioSuite('calls', CALLS, 'simulator');
scenarioSuite('calls of the default lot in a hurry', { expiry }, 'simulator', {
  parking: 'default',
  parkingS: EXPIRY_S,
});
scenarioSuite('calls of our lot in a hurry', { comeback }, 'simulator', { parkingS: EXPIRY_S });
scenarioSuite('calls of the default lot', { taken }, 'simulator', { parking: 'default' });
