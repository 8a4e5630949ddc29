import { OuterFailure, Wire } from '../server/wire.js';

/** The four programs of the starting document. */
export type ScriptName = 'agentlogin' | 'hangup' | 'hold' | 'unhold';

export interface ScriptSettings {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly agent: string;
  readonly agentPassword: string;
  readonly extension: string;
}

/** What a script prints: fixed lines, and `key = value` for every leaf of an answer, dots between levels. */
export interface ScriptRun {
  readonly printed: readonly string[];
}

const LINE: Readonly<Record<ScriptName, string>> = {
  agentlogin: 'Login agent',
  hangup: 'Hangup...',
  hold: 'Hold...',
  unhold: 'unhold...',
};

/**
 * Plays one of the scripts on the wire. `agentlogin` waits for its first event and goes on as the script does: a failure ends it, a
 * success would be waited on for ever, so it ends there without "Disconnect...".
 */
export async function runScript(script: ScriptName, settings: ScriptSettings): Promise<ScriptRun> {
  const printed: string[] = ['Connect...'];
  let wire: Wire;
  try {
    wire = await Wire.open(settings.port);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    printed.push(`ECCPConnFailedException ${code === 'ECONNREFUSED' ? '111' : code}`);
    return { printed };
  }
  try {
    const { user, password, agent, agentPassword } = settings;
    await wire.login(user, password);
    printed.push(...(await wire.ask('getagentstatus', `<agent_number>${agent}</agent_number>`)));
    printed.push(LINE[script]);
    const login = script === 'agentlogin';
    const extension = login ? `<extension>${settings.extension}</extension>` : '';
    const answer = await wire.askFor(agent, agentPassword, login ? 'loginagent' : script, extension);
    printed.push(...answer);
    if (login && !answer.some((line) => line.startsWith('failure'))) {
      const event = await wire.event(/^agent(loggedin|failedlogin)\b/);
      printed.push(...event);
      if (event.some((line) => line.startsWith('agentloggedin'))) return { printed };
    }
    printed.push('Disconnect...');
    await wire.ask('logout');
    return { printed };
  } catch (error) {
    if (!(error instanceof OuterFailure)) throw error;
    // What the client library of the scripts throws.
    printed.push(`ECCPBadRequestException ${error.message}`);
    return { printed };
  } finally {
    wire.close();
  }
}
