import { telephonyContract } from './telephony-contract.js';

telephonyContract('Asterisk 16');
