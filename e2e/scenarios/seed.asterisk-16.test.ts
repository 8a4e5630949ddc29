import { backends } from '../backends/index.js';
import { seedSuite } from './seed-suite.js';

const backend = backends.find(({ name }) => name === 'Asterisk 16');
if (backend === undefined) throw new Error('this back end is not in the list');
seedSuite(backend.name, backend.needs, backend.start);
