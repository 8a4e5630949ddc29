import { breaks } from './breaks.js';
import { endings } from './endings.js';
import { logins } from './logins.js';
import { logouts } from './logouts.js';
import type { Subjects } from './play/suite.js';

export const CALLS: Subjects = { endings };

export const AGENTS: Subjects = { breaks, 'logins that fail': logins, 'logging out': logouts };
