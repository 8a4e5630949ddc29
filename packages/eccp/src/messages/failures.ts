/** Why a request failed: a number loosely modelled on HTTP and a fixed English literal (ECCP §4.1). */
export interface Failure {
  readonly code: number;
  readonly message: string;
}

/**
 * Every failure literal of the protocol that this package can send. The texts are part of the wire, misspellings
 * included (`currenty`), so nothing else in the project spells one out.
 */
export const failures = {
  badRequest: { code: 400, message: 'Bad request' },
  unauthorized: { code: 401, message: 'Unauthorized' },
  notImplemented: { code: 501, message: 'Not Implemented' },
  databaseDown: { code: 500, message: 'Server error - database failure' },
  databaseFailure: { code: 503, message: 'Internal server error - database failure' },
  workerCrash: { code: 503, message: 'Internal server error - worker crash while handling request' },
  noAmiConnection: { code: 500, message: 'No AMI connection' },

  invalidCredentials: { code: 401, message: 'Invalid username or password' },
  unauthorizedAgent: { code: 401, message: 'Unauthorized agent' },
  /** Badly formed name, where the check is part of agent authentication or of the arguments. */
  malformedAgentNumber: { code: 417, message: 'Invalid agent number' },
  /** `getagentstatus` for a name that is badly formed or not loaded. D-01 */
  unknownAgentNumber: { code: 404, message: 'Invalid agent number' },
  agentNotFound: { code: 404, message: 'Specified agent not found' },
  agentNotLoggedInThroughEccp: { code: 404, message: 'Agent not found or not logged in through ECCP' },
  agentNotLoggedIn: { code: 417, message: 'Agent currently not logged in' },
  agentNotInCall: { code: 417, message: 'Agent not in call' },

  extensionListFailed: { code: 500, message: 'Failed to list extensions' },
  extensionNotFound: { code: 404, message: 'Specified extension not found' },
  loginStartFailed: { code: 500, message: 'Failed to start login process on Asterisk' },

  hangupFailed: { code: 500, message: 'Cannot hangup agent call' },
  parkingDisabled: { code: 500, message: 'Parked call extension is disabled' },
  agentNotHandlingCall: { code: 417, message: 'Agent currenty not handling a call' },
  agentHandlingCall: { code: 417, message: 'Agent currenty handling a call' },
  holdFailed: { code: 500, message: 'Unable to start agent hold' },
  unholdFailed: { code: 500, message: 'Unable to stop agent hold' },
  unmuteFailed: { code: 500, message: 'Cannot unmute agent call' },

  breakNotFound: { code: 404, message: 'Break ID not found or not active' },
  incompatibleBreak: { code: 417, message: 'Agent already in incompatible break' },
  breakStartFailed: { code: 500, message: 'Unable to start agent break' },
  agentGoneCollision: { code: 404, message: 'Agent not found or not logged in through ECCP (collision)' },
  agentLoggedOutCollision: { code: 417, message: 'Agent currently not logged in (collision)' },
  agentInBreakCollision: { code: 417, message: 'Agent already in break (collision)' },
} as const;

/**
 * Refusal of `loginagent` for an agent that is connected already. D-07
 *
 * @param extension the agent's bare login extension, e.g. `412`
 */
export function agentAlreadyConnected(extension: string): Failure {
  return { code: 409, message: `Specified agent already connected to extension: ${extension}` };
}
