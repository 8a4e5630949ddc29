import type { GetCallInfoArguments } from '../messages/requests/getcallinfo.js';
import type { ScheduledCall } from '../messages/requests/schedulecall.js';
import { acting, type Flags } from './acting.js';
import { asking } from './asking.js';
import type { CliOptions } from './cli-options.js';
import type { Command } from './command.js';

const MAX_MUTE_S = 86_400;

const toExtension: Flags = {
  flags: [{ flag: 'to', value: 'EXTENSION', meaning: 'who is called, digits' }],
  check: (options) => void options.required('to', '505'),
};

/** The commands about the call of an agent, and about calls that are over. */
export const callCommands: Readonly<Record<string, Command>> = {
  transfer: acting(
    'transfercall',
    'send the customer of an agent to an extension',
    (agent, options) => agent.transfer(options.required('to', '505')),
    toExtension,
  ),
  atxfer: acting(
    'atxfercall',
    'let an agent talk to an extension first; hangup hands over',
    (agent, options) => agent.transferAttended(options.required('to', '505')),
    toExtension,
  ),
  transferagent: acting(
    'transfercallagent',
    'send the customer of an agent to another agent',
    (agent, options) => agent.transferToAgent(options.required('to', 'Agent/413')),
    {
      flags: [{ flag: 'to', value: 'AGENT', meaning: 'who gets the call, e.g. Agent/413' }],
      check: (options) => void options.required('to', 'Agent/413'),
    },
  ),
  schedule: acting(
    'schedulecall',
    'call the customer of an outgoing call again later',
    (agent, options) => agent.schedule(scheduledCall(options)),
    {
      flags: [
        { flag: 'date-init', value: 'DATE', meaning: 'first day, e.g. 2030-05-02; all four or none' },
        { flag: 'date-end', value: 'DATE', meaning: 'last day' },
        { flag: 'time-init', value: 'TIME', meaning: 'on each day not before, e.g. 09:00:00' },
        { flag: 'time-end', value: 'TIME', meaning: 'on each day not after' },
        { flag: 'same-agent', meaning: 'only this agent gets the call' },
        { flag: 'phone', value: 'DIGITS', meaning: 'another phone of the customer' },
        { flag: 'name', value: 'NAME', meaning: 'another name of the customer' },
        { flag: 'call', value: 'ID', meaning: 'a finished call in place of the current one' },
      ],
      check: (options) => void scheduledCall(options),
    },
  ),
  mute: acting(
    'mixmonitormute',
    'keep the customer out of the recording',
    (agent, options) => agent.mute(options.number('seconds', 1, MAX_MUTE_S)),
    {
      flags: [{ flag: 'seconds', value: 'SECONDS', meaning: 'until it ends by itself' }],
      check: (options) => void options.number('seconds', 1, MAX_MUTE_S),
    },
  ),
  unmute: acting('mixmonitorunmute', 'let the recording hear the customer again', (agent) => agent.unmute()),
  chanvars: acting('getchanvars', "show the variables of the customer's channel", (agent) =>
    agent.channelVariables(),
  ),
  callinfo: asking('getcallinfo', {
    summary: 'show all that is stored about a call',
    flags: [
      { flag: 'call', value: 'ID', meaning: 'which call' },
      { flag: 'campaign', value: 'ID', meaning: 'the campaign of an outgoing call' },
      { flag: 'incoming', meaning: 'it is an incoming call' },
    ],
    arguments: wantedCall,
  }),
  contact: acting(
    'setcontact',
    'say which contact the caller of an incoming call is',
    (agent, options) => agent.setContact(options.id('call', '51'), options.id('contact', '12')),
    {
      flags: [
        { flag: 'call', value: 'ID', meaning: 'which call' },
        { flag: 'contact', value: 'ID', meaning: 'one of the matching contacts, see `eccp callinfo`' },
      ],
      check(options) {
        options.id('call', '51');
        options.id('contact', '12');
      },
    },
  ),
};

/** Dates and times are judged by the server, which knows today's date and the campaign. */
function scheduledCall(options: CliOptions): ScheduledCall {
  const [dateInit, dateEnd] = [options.text('date-init'), options.text('date-end')];
  const [timeInit, timeEnd] = [options.text('time-init'), options.text('time-end')];
  const anytime = [dateInit, dateEnd, timeInit, timeEnd].every((text) => text === undefined);
  return {
    schedule: anytime ? undefined : { dateInit, dateEnd, timeInit, timeEnd },
    sameAgent: options.has('same-agent') || undefined,
    newPhone: options.text('phone'),
    newContactName: options.text('name'),
    callId: options.text('call') === undefined ? undefined : options.id('call', '88'),
  };
}

function wantedCall(options: CliOptions): GetCallInfoArguments {
  const callId = options.id('call', '88');
  if (options.has('incoming')) return { campaignType: 'incoming', callId };
  return { campaignType: 'outgoing', campaignId: options.id('campaign', '3 (or --incoming)'), callId };
}
