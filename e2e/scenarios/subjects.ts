import { breaks } from './breaks.js';
import { endings } from './endings.js';
import { logins } from './logins.js';
import { logouts } from './logouts.js';
import type { Subjects } from './play/suite.js';
import { transfers, transfersToAgents } from './transfers.js';

export const TRANSFERS: Subjects = {
  'blind transfers': transfers,
  'transfers to an agent': transfersToAgents,
};

export const CALLS: Subjects = { endings };

export const AGENTS: Subjects = { breaks, 'logins that fail': logins, 'logging out': logouts };
