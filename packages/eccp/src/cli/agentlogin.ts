import { passwordFlag } from './cli-options.js';
import { type Command, EXIT_OK, EXIT_REFUSED } from './command.js';
import { AGENT } from './operands.js';

const MAX_TIMEOUT_S = 7 * 86_400;

/** Logs an agent in and shows what happens to it until Ctrl-C or until the login fails. */
export const agentlogin: Command = {
  summary: 'log an agent in and show its events until Ctrl-C',
  operand: AGENT,
  flags: [
    passwordFlag,
    { flag: 'extension', value: 'EXTENSION', meaning: 'where its phone rings, e.g. 412' },
    { flag: 'timeout', value: 'SECONDS', meaning: 'log it off after that long without activity' },
  ],
  check(options) {
    options.required('password', '1234');
    options.required('extension', '412');
    options.number('timeout', 1, MAX_TIMEOUT_S);
  },
  async run({ client, operand: agentNumber, options, output, io }) {
    const agent = client.agent(agentNumber, options.required('password', '1234'));
    const events = client.events({ signal: io.signal });
    await client.request('filterbyagent', { agentNumber });
    output.outcome('getagentstatus', await agent.status());
    const login = await agent.login(
      options.required('extension', '412'),
      options.number('timeout', 1, MAX_TIMEOUT_S),
    );
    output.outcome('loginagent', login);
    if (login.kind === 'refused') return EXIT_REFUSED;
    output.note('waiting for events, Ctrl-C to stop (the agent stays logged in)');
    for await (const event of events) {
      output.event(event);
      if (event.kind === 'agentfailedlogin' && event.agent === agentNumber) return EXIT_REFUSED;
    }
    return EXIT_OK;
  },
};
