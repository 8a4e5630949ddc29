import { telephonyContract } from './telephony-contract.js';

telephonyContract('simulator');
