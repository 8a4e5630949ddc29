import { scheduledSuite } from './scheduled-suite.js';

scheduledSuite('Asterisk 16');
