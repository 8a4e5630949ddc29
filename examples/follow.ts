/** Shows the agents and what happens to them, over any cut, until Ctrl-C. Run it with `npx tsx examples/follow.ts`. */
import { AgentsView, connect } from '@openeccp/eccp';

const { ECCP_HOST: host = '127.0.0.1', ECCP_PORT: port = '20005' } = process.env;
const { ECCP_USER: user = 'agentconsole', ECCP_PASSWORD: password = 'agentconsole' } = process.env;

try {
  const client = await connect({ host, port: Number(port), user, password, reconnect: true });
  process.once('SIGINT', () => void client.close());
  const view = new AgentsView();
  for await (const news of client.follow()) {
    view.take(news);
    if (news.kind === 'snapshot') {
      console.log(news.gap ? 'Something may have been missed. Now:' : 'Now:');
      for (const [agent, { state }] of view.agents) console.log(`${agent} is ${state.status}`);
    } else if (news.event.kind === 'agentstate') {
      const { agentNumber } = news.event;
      console.log(`${agentNumber} is ${view.agents.get(agentNumber)?.state.status ?? 'gone'}`);
    } else {
      console.log(news.event.kind);
    }
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
