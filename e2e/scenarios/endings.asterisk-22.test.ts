import { endings } from './endings.js';
import { scenarioSuite } from './play/suite.js';

scenarioSuite('endings of a call', endings, 'Asterisk 22');
