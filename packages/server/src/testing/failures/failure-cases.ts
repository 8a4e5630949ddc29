import { agentTransferFailures } from './agent-transfer-failures.js';
import { breakFailures } from './break-failures.js';
import { callDataFailures } from './call-data-failures.js';
import { campaignFailures } from './campaign-failures.js';
import { extensionFailures } from './extension-failures.js';
import type { FailureCase } from './failure-case.js';
import { holdFailures } from './hold-failures.js';
import { loginFailures } from './login-failures.js';
import { recordingFailures } from './recording-failures.js';
import { scheduleFailures } from './schedule-failures.js';
import { sessionFailures } from './session-failures.js';
import { statusFailures } from './status-failures.js';
import { tallyFailures } from './tally-failures.js';
import { transferFailures } from './transfer-failures.js';

/** For every failure of every request that is carried out at least one situation that brings it about. */
export const failureCases: readonly FailureCase[] = [
  ...sessionFailures,
  ...statusFailures,
  ...loginFailures,
  ...breakFailures,
  ...holdFailures,
  ...transferFailures,
  ...agentTransferFailures,
  ...recordingFailures,
  ...scheduleFailures,
  ...callDataFailures,
  ...extensionFailures,
  ...campaignFailures,
  ...tallyFailures,
];
