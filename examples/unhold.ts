/** Brings Agent/412 back to the call on hold: connect, look, act, disconnect. Run it with `npx tsx examples/unhold.ts`. */
import { connect, outcomeLines } from '@openeccp/eccp';

const { ECCP_HOST: host = '127.0.0.1', ECCP_PORT: port = '20005' } = process.env;
const { ECCP_USER: user = 'agentconsole', ECCP_PASSWORD: password = 'agentconsole' } = process.env;

function print(lines: readonly string[]): void {
  for (const line of lines) console.log(line);
}

try {
  console.log('Connect...');
  const client = await connect({ host, port: Number(port) });
  await client.login(user, password);
  const agent = client.agent('Agent/412', '1234');
  const status = await agent.status();
  print(outcomeLines('getagentstatus', status));
  // A request that was not even run, here for want of a login, ends the program.
  if (status.kind === 'refused' && status.level === 'outer') process.exit(1);
  console.log('unhold...');
  print(outcomeLines('unhold', await agent.unhold()));
  console.log('Disconnect...');
  await client.close();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
