import { backend } from '../backends/index.js';
import { seedSuite } from './seed-suite.js';

const { name, needs, start } = backend('simulator');
seedSuite(name, needs, start);
