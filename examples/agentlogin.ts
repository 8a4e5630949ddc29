/** Logs Agent/412 in and prints events until the login fails. Run it with `npx tsx examples/agentlogin.ts`. */
import { connect, eventLines, outcomeLines } from '@openeccp/eccp';

const { ECCP_HOST: host = '127.0.0.1', ECCP_PORT: port = '20005' } = process.env;
const { ECCP_USER: user = 'agentconsole', ECCP_PASSWORD: password = 'agentconsole' } = process.env;

function print(lines: readonly string[]): void {
  for (const line of lines) console.log(line);
}

try {
  console.log('Connect...');
  const client = await connect({ host, port: Number(port) });
  // Whoever listens before the login misses nothing.
  const events = client.events();
  await client.login(user, password);
  const agent = client.agent('Agent/412', '1234');
  const status = await agent.status();
  print(outcomeLines('getagentstatus', status));
  // A request that was not even run, here for want of a login, ends the program.
  if (status.kind === 'refused' && status.level === 'outer') process.exit(1);
  console.log('Login agent');
  const login = await agent.login('412');
  print(outcomeLines('loginagent', login));
  if (login.kind === 'ok') {
    for await (const event of events) {
      print(eventLines(event));
      if (event.kind === 'agentfailedlogin') break;
    }
  }
  console.log('Disconnect...');
  await client.close();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
