import { restartMatrix } from './matrix.js';

restartMatrix('Asterisk 16');
