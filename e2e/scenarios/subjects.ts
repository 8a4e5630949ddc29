import { transfersToAgents } from './agent-transfers.js';
import { breaks } from './breaks.js';
import { callers } from './callers.js';
import { consultations } from './consultations.js';
import { endings } from './endings.js';
import { holds } from './holds.js';
import { logins } from './logins.js';
import { logouts } from './logouts.js';
import { outages } from './outages.js';
import type { Subjects } from './play/suite.js';
import { restarts } from './restarts.js';
import { scheduled } from './scheduled.js';
import { transfers } from './transfers.js';

export const TRANSFERS: Subjects = {
  'blind transfers': transfers,
  'transfers to an agent': transfersToAgents,
  'attended transfers': consultations,
};

export const CALLS: Subjects = {
  endings,
  'a hold': holds,
  'who calls': callers,
  'scheduled calls': scheduled,
  outages,
  restarts,
};

export const AGENTS: Subjects = { breaks, 'logins that fail': logins, 'logging out': logouts };
