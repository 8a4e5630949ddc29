import { type AmiMessage, parseVariables } from '@openeccp/ami';
import { type OriginateOrder, type OriginateTarget, originate } from '../apps/originate.js';
import type { Party } from '../engine/channel.js';
import {
  type ActionCall,
  type ActionReply,
  type ActionTable,
  done,
  header,
  isTrue,
  refused,
} from './action.js';

/** `Originate`. */
export const ORIGINATE_ACTION: ActionTable = {
  Originate: { summary: 'Originate a call.', handle },
};

function handle(call: ActionCall): ActionReply {
  const { pbx } = call;
  const device = header(call, 'Channel');
  if (device === '') return refused('Channel not specified');
  if (!device.includes('/')) return refused('Invalid channel');
  const target = targetOf(call);
  if (typeof target === 'string') return refused(target);
  const timeout = Number(header(call, 'Timeout') || '30000');
  if (!Number.isFinite(timeout)) return refused('Invalid timeout');
  const order: OriginateOrder = {
    device,
    target,
    caller: parseCaller(header(call, 'CallerID')),
    timeoutMs: timeout > 0 ? timeout : 30000,
    variables: variablesOf(call.action),
    channelId: header(call, 'ChannelId') || undefined,
    actionId: call.actionId,
  };
  const async = isTrue(header(call, 'Async'));
  if (async) {
    return {
      kind: 'success',
      fields: [['Message', 'Originate successfully queued']],
      effect: () => originate(pbx, order, () => {}),
      answerFirst: true,
    };
  }
  return {
    kind: 'later',
    start: (answer) =>
      originate(pbx, order, (answered) =>
        answer(answered ? done('Originate successfully queued') : refused('Originate failed')),
      ),
  };
}

function targetOf(call: ActionCall): OriginateTarget | string {
  const application = header(call, 'Application');
  if (application !== '') return { kind: 'application', application, data: header(call, 'Data') };
  const exten = header(call, 'Exten');
  const context = header(call, 'Context');
  if (exten === '' || context === '') return 'Extension does not exist.';
  if (call.pbx.dialplan.find(context, exten) === undefined) return 'Extension does not exist.';
  const priority = Number(header(call, 'Priority') || '1');
  if (!Number.isInteger(priority) || priority < 1) return 'Invalid priority';
  return { kind: 'extension', context, exten, priority };
}

/** `"Name" <number>`, `Name <number>`, a bare number, or a bare name. */
function parseCaller(text: string): Party {
  const both = /^\s*"?([^"<]*?)"?\s*<([^>]*)>\s*$/.exec(text);
  if (both !== null) return { name: both[1] ?? '', number: both[2] ?? '' };
  const bare = text.trim();
  return /^[0-9+*#]+$/.test(bare) ? { name: '', number: bare } : { name: bare, number: '' };
}

function variablesOf(action: AmiMessage): readonly (readonly [string, string])[] {
  return [...parseVariables(action.getAll('Variable'))];
}
