import { backend } from '../backends/index.js';
import { mainJobSuite } from './main-job-suite.js';

const { name, needs, start } = backend('simulator');
mainJobSuite(name, needs, start);
