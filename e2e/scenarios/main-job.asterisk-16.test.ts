import { backend } from '../backends/index.js';
import { mainJobSuite } from './main-job-suite.js';

const { name, needs, start } = backend('Asterisk 16');
mainJobSuite(name, needs, start);
