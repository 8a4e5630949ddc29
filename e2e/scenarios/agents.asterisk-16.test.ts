import { scenarioSuite } from './play/suite.js';
import { AGENTS } from './subjects.js';

scenarioSuite('agents', AGENTS, 'Asterisk 16');
