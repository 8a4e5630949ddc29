import { supervisorSuite } from './supervisor-suite.js';

supervisorSuite('Asterisk 22');
