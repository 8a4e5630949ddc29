import { failures, invalidSchedule } from '../../messages/failures.js';
import { accepted, refused } from '../../messages/request-outcome.js';
import { AGENT, CREDENTIALS, example, failed, SUCCESS } from './example.js';

/** ECCP §8.3 and the part of §8.6 that acts on a call. */
export const callRequests = [
  example('hangup', CREDENTIALS, AGENT, SUCCESS, [
    failed(417, 'Agent not in call'),
    refused(failures.agentNotInCall),
  ]),
  example('hold', CREDENTIALS, AGENT, SUCCESS, [
    failed(417, 'Agent currenty not handling a call'),
    refused(failures.agentNotHandlingCall),
  ]),
  example('unhold', CREDENTIALS, AGENT, SUCCESS, [
    failed(417, 'Agent currenty handling a call'),
    refused(failures.agentHandlingCall),
  ]),
  example(
    'transfercall',
    `${CREDENTIALS}<extension>505</extension>`,
    { ...AGENT, extension: '505' },
    SUCCESS,
    [failed(500, 'Unable to transfer call'), refused(failures.transferFailed)],
  ),
  example(
    'atxfercall',
    `${CREDENTIALS}<extension>505</extension>`,
    { ...AGENT, extension: '505' },
    SUCCESS,
    ['<success/><consultation>true</consultation>', accepted({ consultation: true })],
    [failed(500, 'No caller channel found'), refused(failures.callerChannelNotFound)],
  ),
  example(
    'transfercallagent',
    `${CREDENTIALS}<target_agent_number>Agent/413</target_agent_number>`,
    { ...AGENT, targetAgentNumber: 'Agent/413' },
    SUCCESS,
    [failed(404, 'Target agent not found | Agente destino no encontrado'), refused(failures.targetNotFound)],
    [
      failed(
        409,
        'Transfer to target agent already in progress | Transferencia al agente destino ya en progreso',
      ),
      refused(failures.targetReserved),
    ],
    [
      failed(417, 'Target agent is not logged in | Agente destino no est&#xE1; conectado'),
      refused(failures.targetNotLoggedIn),
    ],
    [failed(417, 'Target agent is busy | Agente destino est&#xE1; ocupado'), refused(failures.targetBusy)],
    [
      failed(417, 'Target agent is on pause | Agente destino est&#xE1; en pausa'),
      refused(failures.targetPaused),
    ],
    [
      failed(417, 'Target agent device is busy | Es: Dispositivo del agente destino ocupado '),
      refused(failures.targetMemberBusy),
    ],
    [
      failed(417, 'Target agent device is busy | Dispositivo del agente destino ocupado '),
      refused(failures.targetDeviceBusy),
    ],
    [
      failed(500, 'Internal communication error | Error interno de comunicaci&#xF3;n'),
      refused(failures.reservationUnanswered),
    ],
  ),
  example(
    'schedulecall',
    `${CREDENTIALS}<schedule><date_init>2030-05-02</date_init><date_end>2030-05-03</date_end><time_init>09:00:00</time_init><time_end>12:00:00</time_end></schedule><sameagent>1</sameagent>`,
    {
      ...AGENT,
      schedule: {
        dateInit: '2030-05-02',
        dateEnd: '2030-05-03',
        timeInit: '09:00:00',
        timeEnd: '12:00:00',
      },
      sameAgent: true,
    },
    SUCCESS,
    [failed(400, 'Bad request: invalid time_end'), refused(invalidSchedule('time_end'))],
  ),
  example(
    'schedulecall',
    `${CREDENTIALS}<schedule><date_init>soon</date_init></schedule><newphone>+34</newphone><newcontactname>Ana</newcontactname><campaign_type>outgoing</campaign_type><call_id>88</call_id>`,
    { ...AGENT, schedule: { dateInit: 'soon' }, newPhone: '+34', newContactName: 'Ana', callId: 88 },
  ),
  example(
    'getchanvars',
    CREDENTIALS,
    AGENT,
    [
      '<clientchannel>SIP/carrier-0000001c</clientchannel><chanvars><chanvar><label>CUSTOMER_ID</label><value>7781</value></chanvar></chanvars>',
      accepted({
        clientChannel: 'SIP/carrier-0000001c',
        variables: [{ label: 'CUSTOMER_ID', value: '7781' }],
      }),
    ],
    [
      '<clientchannel>SIP/carrier-0000001c</clientchannel><chanvars/>',
      accepted({ clientChannel: 'SIP/carrier-0000001c', variables: [] }),
    ],
  ),
  example('mixmonitormute', `${CREDENTIALS}<timeout>30</timeout>`, { ...AGENT, timeout: 30 }, SUCCESS, [
    failed(417, 'Invalid timeout'),
    refused(failures.invalidTimeout),
  ]),
  example('mixmonitorunmute', CREDENTIALS, AGENT, SUCCESS, [
    failed(500, 'Cannot unmute agent call'),
    refused(failures.unmuteFailed),
  ]),
] as const;
