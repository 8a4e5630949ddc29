import { scenarioSuite } from './play/suite.js';
import { TRANSFERS } from './subjects.js';

scenarioSuite('transfers', TRANSFERS, 'simulator');
