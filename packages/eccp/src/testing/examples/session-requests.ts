import { failures } from '../../messages/failures.js';
import { accepted, refused } from '../../messages/request-outcome.js';
import { example, failed, NOTHING, SUCCESS } from './example.js';

/** ECCP §8.1 */
export const sessionRequests = [
  example('getrequestlist', '', NOTHING, [
    '<requests><request>getrequestlist</request><request>login</request><request>hold</request></requests>',
    accepted({ requests: ['getrequestlist', 'login', 'hold'] }),
  ]),
  example(
    'login',
    '<username>consoleapp</username><password>s3cret</password>',
    { username: 'consoleapp', password: 's3cret' },
    [
      '<success/><app_cookie>0f53c1f2f7b84f0e9a6f6a9be1b0c77d</app_cookie>',
      accepted({ cookie: '0f53c1f2f7b84f0e9a6f6a9be1b0c77d' }),
    ],
    [failed(401, 'Invalid username or password'), refused(failures.invalidCredentials)],
  ),
  example('logout', '', NOTHING, SUCCESS),
  example('filterbyagent', '<agent_number>Agent/412</agent_number>', { agentNumber: 'Agent/412' }, SUCCESS),
  example('callprogress', '<enable>1</enable>', { enable: true }, SUCCESS),
] as const;
