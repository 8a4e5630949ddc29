import { backend } from '../backends/index.js';
import { seedSuite } from './seed-suite.js';

const { name, needs, start } = backend('Asterisk 16');
seedSuite(name, needs, start);
