/** Small pieces of AMI in the form Asterisk sends them; tests only. */
import type { AmiField } from '../codec/ami-field.js';

export const BANNER = 'Asterisk Call Manager/5.0.2\r\n';

const LOGIN_SUCCESS = 'Response: Success\r\nActionID: a-1\r\nMessage: Authentication accepted\r\n\r\n';

export const QUEUE_CALLER_JOIN = [
  'Event: QueueCallerJoin',
  'Privilege: agent,all',
  'Channel: PJSIP/customer-0000001a',
  'ChannelStateDesc: Up',
  'CallerIDNum: 5550100',
  'CallerIDName: José: Ñandú',
  'AccountCode: ',
  'Uniqueid: pbx-1700000000.41',
  'Queue: 8001',
  'Position: 1',
  'Count: 1',
  '',
  '',
].join('\r\n');

const COMMAND_OUTPUT = [
  'Response: Success',
  'ActionID: a-2',
  'Message: Command output follows',
  'Output: /QPENALTY/8000/agents/P101                        : 0',
  'Output:   indented, and a: colon',
  'Output: ',
  '',
  '',
].join('\r\n');

export const COMMAND_FOLLOWS = [
  'Response: Follows\r\n',
  'Privilege: Command\r\n',
  'ActionID: a-3\r\n',
  'Privilege: this is output\n',
  '\n',
  '--END COMMAND-- quoted\n',
  'last: line\n',
  '--END COMMAND--\r\n\r\n',
].join('');

export const STREAM: string =
  BANNER + LOGIN_SUCCESS + QUEUE_CALLER_JOIN + COMMAND_OUTPUT + COMMAND_FOLLOWS + QUEUE_CALLER_JOIN;

/** The messages of `STREAM`. */
export const STREAM_FIELDS: readonly (readonly AmiField[])[] = [
  [
    ['Response', 'Success'],
    ['ActionID', 'a-1'],
    ['Message', 'Authentication accepted'],
  ],
  joinFields(),
  [
    ['Response', 'Success'],
    ['ActionID', 'a-2'],
    ['Message', 'Command output follows'],
    ['Output', '/QPENALTY/8000/agents/P101                        : 0'],
    ['Output', '  indented, and a: colon'],
    ['Output', ''],
  ],
  [
    ['Response', 'Follows'],
    ['Privilege', 'Command'],
    ['ActionID', 'a-3'],
    ['Output', 'Privilege: this is output'],
    ['Output', ''],
    ['Output', '--END COMMAND-- quoted'],
    ['Output', 'last: line'],
  ],
  joinFields(),
];

function joinFields(): readonly AmiField[] {
  return [
    ['Event', 'QueueCallerJoin'],
    ['Privilege', 'agent,all'],
    ['Channel', 'PJSIP/customer-0000001a'],
    ['ChannelStateDesc', 'Up'],
    ['CallerIDNum', '5550100'],
    ['CallerIDName', 'José: Ñandú'],
    ['AccountCode', ''],
    ['Uniqueid', 'pbx-1700000000.41'],
    ['Queue', '8001'],
    ['Position', '1'],
    ['Count', '1'],
  ];
}
