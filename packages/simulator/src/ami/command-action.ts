import type { AmiField } from '@openeccp/ami';
import { type ActionCall, type ActionReply, type ActionTable, header, refused } from './action.js';
import { runCli } from './cli.js';

/** `Command`: the CLI over AMI. */
export const COMMAND_ACTION: ActionTable = {
  Command: { summary: 'Execute Asterisk CLI Command.', handle },
};

function handle(call: ActionCall): ActionReply {
  const line = header(call, 'Command');
  if (line.trim() === '') return refused('No command provided');
  const output = runCli(call.pbx, line);
  if (output === undefined) {
    const text = `No such command '${line}' (type 'core show help ${line}' for other possible commands)`;
    return { kind: 'error', message: 'Command output follows', fields: [['Output', text]] };
  }
  const lines = output.map((text): AmiField => ['Output', text]);
  return { kind: 'success', fields: [['Message', 'Command output follows'], ...lines] };
}
