import { shadowSuite } from './shadow-suite.js';

shadowSuite('simulator');
