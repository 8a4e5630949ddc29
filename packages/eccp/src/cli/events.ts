import { type Command, EXIT_OK, EXIT_REFUSED } from './command.js';

/** Shows events until Ctrl-C. */
export const events: Command = {
  summary: 'show events as they come, until Ctrl-C',
  flags: [
    { flag: 'agent', value: 'AGENT', meaning: 'only those of one agent, e.g. Agent/412' },
    { flag: 'progress', meaning: 'also the progress of calls (of all agents)' },
  ],
  async run({ client, options, output, io }) {
    const stream = client.events({ signal: io.signal });
    const agentNumber = options.text('agent');
    if (agentNumber !== undefined) {
      const filter = await client.request('filterbyagent', { agentNumber });
      if (filter.kind === 'refused') {
        output.outcome('filterbyagent', filter);
        return EXIT_REFUSED;
      }
    }
    if (options.has('progress')) await client.request('callprogress', { enable: true });
    output.note('waiting for events, Ctrl-C to stop');
    for await (const event of stream) output.event(event);
    return EXIT_OK;
  },
};
