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
  const { ok, lines } = runCli(call.pbx, line);
  const output = lines.map((text): AmiField => ['Output', text]);
  if (!ok) return { kind: 'error', message: 'Command output follows', fields: output };
  return { kind: 'success', fields: [['Message', 'Command output follows'], ...output] };
}
