import { supervisorSuite } from './supervisor-suite.js';

supervisorSuite('simulator');
