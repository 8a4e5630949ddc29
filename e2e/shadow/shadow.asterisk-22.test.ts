import { shadowSuite } from './shadow-suite.js';

shadowSuite('Asterisk 22');
