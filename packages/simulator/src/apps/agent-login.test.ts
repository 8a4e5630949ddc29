import { describe, expect, it } from 'vitest';
import { lab, loggedIn } from '../testing/lab.js';
import { originate } from './originate.js';

describe('AgentLogin', () => {
  it('plays the prompt for 1.76 s and keeps the agent on probation for 5 s', () => {
    const { place, clock, take } = lab();
    place('PJSIP/412', '412@agent-login', { name: 'Agent/412 Login' });
    clock.advance(1_761);
    expect(take()).toEqual([
      'Newchannel PJSIP/412-0',
      'DialBegin PJSIP/412-0',
      'OriginateResponse PJSIP/412-0 Success 4',
      'DialEnd PJSIP/412-0 ANSWER',
      'BridgeCreate agent_hold 0',
    ]);
    clock.advance(1);
    expect(take()).toEqual(['AgentLogin PJSIP/412-0 412', 'BridgeEnter PJSIP/412-0 agent_hold 1']);
    clock.advance(4_999);
    expect(take()).toEqual([]);
    clock.advance(1);
    expect(take()).toEqual([
      'DeviceStateChange Agent:412 NOT_INUSE',
      'QueueMemberStatus 9000 1',
      'QueueMemberStatus 8001 1',
      'QueueMemberStatus 8000 1',
    ]);
  });

  it('is silent and quick with the option s', () => {
    const { act, pbx, clock, take } = lab();
    act(() => {
      const target = { kind: 'application', application: 'AgentLogin', data: '412,s' } as const;
      const caller = { number: '', name: '' };
      originate(
        pbx,
        { device: 'PJSIP/412', target, caller, timeoutMs: 1_000, variables: [], actionId: undefined },
        () => {},
      );
    });
    clock.advance(2);
    expect(take()).toContain('AgentLogin PJSIP/412-0 412');
  });

  it('does not come about on a phone that is not registered: no channel at all', () => {
    const { place, take } = lab();
    place('PJSIP/105', '412@agent-login');
    expect(take()).toEqual(['OriginateResponse PJSIP/105 Failure 0']);
  });

  it('does not come about on a phone that nobody picks up', () => {
    const { place, clock, take } = lab();
    place('PJSIP/104', '412@agent-login');
    clock.advance(30_000);
    expect(take()).toEqual([
      'Newchannel PJSIP/104-0',
      'DialBegin PJSIP/104-0',
      'OriginateResponse PJSIP/104 Failure 3',
      'Hangup PJSIP/104-0 0',
    ]);
  });

  it('does not come about on a phone that refuses the call', () => {
    const { place, clock, take, hands } = lab();
    hands.setPhone('101', { answers: 'rejects' });
    place('PJSIP/101', '412@agent-login');
    clock.advance(10);
    expect(take()).toContain('OriginateResponse PJSIP/101 Failure 0');
  });

  it('hangs up on a second phone for the same agent', () => {
    const { place, clock, take, pbx } = loggedIn();
    place('PJSIP/101', '412@agent-login');
    clock.advance(1_000);
    expect(take()).toEqual([
      'Newchannel PJSIP/101-1',
      'DialBegin PJSIP/101-1',
      'OriginateResponse PJSIP/101-1 Success 4',
      'DialEnd PJSIP/101-1 ANSWER',
      'Hangup PJSIP/101-1 16',
    ]);
    expect(pbx.agents.find('412')?.channel?.name).toBe('PJSIP/412-00000000');
  });

  it('ends with the hangup of the login channel', () => {
    const { act, channel, take } = loggedIn();
    act((pbx) => pbx.hangup(channel('PJSIP/412')));
    expect(take()).toEqual([
      'BridgeLeave PJSIP/412-0 agent_hold 0',
      'AgentLogoff PJSIP/412-0 412',
      'DeviceStateChange Agent:412 UNAVAILABLE',
      'QueueMemberStatus 9000 5',
      'QueueMemberStatus 8001 5',
      'QueueMemberStatus 8000 5',
      'Hangup PJSIP/412-0 16',
    ]);
  });

  it('logs an agent that hangs up during the prompt in and off again', () => {
    const { place, clock, hands, take } = lab();
    place('PJSIP/412', '412@agent-login');
    clock.advance(1_000);
    take();
    hands.agentPhoneHangsUp('412');
    expect(take()).toEqual([
      'AgentLogin PJSIP/412-0 412',
      'BridgeEnter PJSIP/412-0 agent_hold 1',
      'BridgeLeave PJSIP/412-0 agent_hold 0',
      'AgentLogoff PJSIP/412-0 412',
      'Hangup PJSIP/412-0 16',
    ]);
  });

  it('ends when the channel is sent elsewhere, and begins with a new probation when it comes back', () => {
    const { act, channel, clock, take, pbx } = loggedIn();
    act(() => pbx.redirect(channel('PJSIP/412'), { context: 'agent-login', exten: '412', priority: 1 }));
    expect(take().slice(0, 2)).toEqual([
      'BridgeLeave PJSIP/412-0 agent_hold 0',
      'AgentLogoff PJSIP/412-0 412',
    ]);
    clock.advance(1_760);
    expect(pbx.agents.find('412')?.phase).toBe('probation');
    clock.advance(5_000);
    expect(pbx.agents.find('412')?.phase).toBe('idle');
  });

  it('takes an agent who dials in by phone', () => {
    const { hands, clock, pbx } = lab();
    expect(hands.phoneDials('101', '*119008')).toBe(true);
    clock.advance(2_000);
    expect(pbx.agents.find('9008')?.channel?.device).toBe('PJSIP/101');
  });
});
