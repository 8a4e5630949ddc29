import { scheduledSuite } from './scheduled-suite.js';

scheduledSuite('simulator');
