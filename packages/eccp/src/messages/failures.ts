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
  invalidCampaignType: { code: 400, message: 'Bad request - invalid campaign type' },
  invalidCampaignStatus: { code: 400, message: 'Bad request - invalid status' },
  invalidStartDate: { code: 400, message: 'Bad request - invalid start date' },
  invalidEndDate: { code: 400, message: 'Bad request - invalid end date' },
  offsetWithoutLimit: { code: 400, message: 'Bad request - offset without limit' },
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
  invalidTimeout: { code: 417, message: 'Invalid timeout' },
  muteFailed: { code: 500, message: 'Cannot mute agent call' },
  unmuteFailed: { code: 500, message: 'Cannot unmute agent call' },

  transferFailed: { code: 500, message: 'Unable to transfer call' },
  callerChannelNotFound: { code: 500, message: 'No caller channel found' },
  targetMalformed: { code: 404, message: 'Target agent not found' },
  targetNotFound: { code: 404, message: 'Target agent not found | Agente destino no encontrado' },
  targetReserved: {
    code: 409,
    message: 'Transfer to target agent already in progress | Transferencia al agente destino ya en progreso',
  },
  targetNotLoggedIn: {
    code: 417,
    message: 'Target agent is not logged in | Agente destino no está conectado',
  },
  targetBusy: { code: 417, message: 'Target agent is busy | Agente destino está ocupado' },
  targetPaused: { code: 417, message: 'Target agent is on pause | Agente destino está en pausa' },
  /** According to the queue. The blank at the end is part of the literal, here and in the next one. */
  targetMemberBusy: {
    code: 417,
    message: 'Target agent device is busy | Es: Dispositivo del agente destino ocupado ',
  },
  /** According to the device itself. */
  targetDeviceBusy: {
    code: 417,
    message: 'Target agent device is busy | Dispositivo del agente destino ocupado ',
  },
  reservationUnanswered: {
    code: 500,
    message: 'Internal communication error | Error interno de comunicación',
  },
  targetExtensionUnknown: { code: 500, message: 'Cannot determine target agent extension' },
  targetNumberUnknown: { code: 500, message: 'Cannot determine agent number' },
  agentTransferFailed: { code: 500, message: 'Unable to transfer call to agent' },

  incompleteSchedule: { code: 400, message: 'Bad request: incomplete schedule' },
  sameAgentWithoutSchedule: { code: 400, message: 'Bad request: same-agent requires schedule' },
  invalidNewPhone: { code: 400, message: 'Bad request: invalid new phone' },
  scheduleInThePast: { code: 400, message: 'Bad request: date_init before current date' },
  notInOutgoingCall: { code: 417, message: 'Not in outgoing call' },
  datesOutsideCampaign: { code: 417, message: 'Supplied date range outside campaign range' },
  timesOutsideCampaign: { code: 417, message: 'Supplied time range outside campaign range' },
  duplicateSchedule: { code: 417, message: 'Found duplicate scheduled call' },
  scheduleInsertFailed: { code: 500, message: 'Failed to insert scheduled call' },

  callInfoUnreadable: { code: 500, message: 'Cannot read call info' },
  callNotFound: { code: 404, message: 'Call not found' },
  callIdNotFound: { code: 404, message: 'Call ID not found' },
  contactIdNotFound: { code: 404, message: 'Contact ID not found' },
  formsUnreadable: { code: 500, message: 'Cannot read form information' },
  formValueCheckFailed: { code: 500, message: 'Unable to check previous form value' },

  breakNotFound: { code: 404, message: 'Break ID not found or not active' },
  incompatibleBreak: { code: 417, message: 'Agent already in incompatible break' },
  breakStartFailed: { code: 500, message: 'Unable to start agent break' },
  agentGoneCollision: { code: 404, message: 'Agent not found or not logged in through ECCP (collision)' },
  agentLoggedOutCollision: { code: 417, message: 'Agent currently not logged in (collision)' },
  agentInBreakCollision: { code: 417, message: 'Agent already in break (collision)' },

  incomingQueueNotFound: { code: 404, message: 'Queue not found in incoming queues' },
  /** No server has been seen to send it: the status of an unknown queue is zero. */
  queueNotFound: { code: 404, message: 'Queue not found' },
  campaignNotFound: { code: 404, message: 'Campaign not found' },
  formFieldsUnreadable: { code: 500, message: 'Cannot read campaign info (formfields)' },
  formNamesUnreadable: { code: 500, message: 'Cannot read campaign info (formnames)' },

  invalidExtensionFormat: { code: 400, message: 'Invalid extension format' },
} as const;

/**
 * Refusal of `loginagent` for an agent that is connected already. D-07
 *
 * @param extension the agent's bare login extension, e.g. `412`
 */
export function agentAlreadyConnected(extension: string): Failure {
  return { code: 409, message: `Specified agent already connected to extension: ${extension}` };
}

/**
 * Refusal of `hold` that says why Asterisk did not park the customer.
 *
 * @param reason as Asterisk worded it
 */
export function holdRefused(reason: string): Failure {
  const { code, message } = failures.holdFailed;
  return { code, message: `${message} - ${reason}` };
}

/** Refusal of `schedulecall` for a date or time that is none. */
export function invalidSchedule(field: 'date_init' | 'date_end' | 'time_init' | 'time_end'): Failure {
  return { code: 400, message: `Bad request: invalid ${field}` };
}

/** Refusals of `saveformdata`; they name the form, and the field where there is one, by id. */
export function formNotFound(form: number): Failure {
  return { code: 404, message: `Form ID not found: ${form}` };
}

export function fieldNotFound(form: number, field: number): Failure {
  return { code: 404, message: `Field ID not found in form: ${form} - ${field}` };
}

export function formValueTooLarge(form: number, field: number): Failure {
  return { code: 413, message: `Form value too large: ${form} - ${field}` };
}

export function dateNotAcceptable(form: number, field: number): Failure {
  const accepted = 'must be yyyy-mm-dd or yyyy-mm-dd hh:mm:ss';
  return { code: 406, message: `Date format not acceptable, ${accepted}: ${form} - ${field}` };
}

export function valueNotListed(form: number, field: number): Failure {
  return { code: 406, message: `Value not in list of accepted values: ${form} - ${field}` };
}
