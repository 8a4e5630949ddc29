import { describe, expect, it } from 'vitest';
import { field, lab, loggedIn, talking } from '../testing/lab.js';

describe('a queue call to an agent of the pool', () => {
  it('reaches the agent through a Local pair that optimises itself away', () => {
    const { place, clock, take, pbx, channel } = loggedIn();
    place('PJSIP/customer', '8001', { number: '5550001', name: 'Customer' });
    clock.advance(2_000);
    expect(take()).toEqual([
      'Newchannel PJSIP/customer-1',
      'DialBegin PJSIP/customer-1',
      'OriginateResponse PJSIP/customer-1 Success 4',
      'DialEnd PJSIP/customer-1 ANSWER',
      'QueueCallerJoin PJSIP/customer-1 8001',
      'Newchannel Local/412@agents-0;1',
      'Newchannel Local/412@agents-0;2',
      'LocalBridge Local/412@agents-0;1',
      'AgentCalled PJSIP/customer-1 Local/412@agents-0;1 8001',
      'DialBegin PJSIP/customer-1 Local/412@agents-0;1',
      'BridgeCreate basic 0',
      'DeviceStateChange Agent:412 INUSE',
      'QueueMemberStatus 9000 2',
      'QueueMemberStatus 8001 2',
      'QueueMemberStatus 8000 2',
      'BridgeEnter Local/412@agents-0;2 basic 1',
      'BridgeLeave PJSIP/412-0 agent_hold 0',
      'BridgeEnter PJSIP/412-0 basic 2',
      'DialEnd PJSIP/customer-1 Local/412@agents-0;1 ANSWER',
      'QueueCallerLeave PJSIP/customer-1 8001',
      'AgentConnect PJSIP/customer-1 Local/412@agents-0;1 8001',
      'BridgeCreate basic 0',
      'BridgeEnter Local/412@agents-0;1 basic 1',
      'BridgeEnter PJSIP/customer-1 basic 2',
      'LocalOptimizationBegin Local/412@agents-0;1',
      'BridgeLeave PJSIP/412-0 basic 1',
      'BridgeLeave Local/412@agents-0;1 basic 1',
      'BridgeEnter PJSIP/412-0 basic 2',
      'LocalOptimizationEnd Local/412@agents-0;1',
      'BridgeLeave Local/412@agents-0;2 basic 0',
      'BridgeDestroy basic 0',
      'Hangup Local/412@agents-0;2 16',
      'Hangup Local/412@agents-0;1 16',
    ]);
    const bridge = channel('PJSIP/customer').bridge;
    expect(bridge?.channels.map(({ name }) => name)).toEqual([
      'PJSIP/customer-00000001',
      'PJSIP/412-00000000',
    ]);
    expect(pbx.channels.size).toBe(2);
  });

  it('names the half of the pair that the agent takes the place of', () => {
    const { events, channel } = talking();
    const swap = events.find((event) => field(event, 'SwapUniqueid') !== '');
    expect(swap && field(swap, 'Channel')).toBe(channel('PJSIP/412').name);
    const half = events.find((event) => field(event, 'Channel').endsWith('@agents-00000000;1'));
    expect(swap && field(swap, 'SwapUniqueid')).toBe(half && field(half, 'Uniqueid'));
  });

  it('ends with the hangup of the customer, and the agent is available at once', () => {
    const { act, channel, take } = talking();
    act((pbx) => pbx.hangup(channel('PJSIP/customer')));
    expect(take()).toEqual([
      'BridgeLeave PJSIP/customer-1 basic 1',
      'BridgeLeave PJSIP/412-0 basic 0',
      'BridgeDestroy basic 0',
      'BridgeEnter PJSIP/412-0 agent_hold 1',
      'DeviceStateChange Agent:412 NOT_INUSE',
      'QueueMemberStatus 9000 1',
      'QueueMemberStatus 8001 1',
      'QueueMemberStatus 8000 1',
      'AgentComplete PJSIP/customer-1 PJSIP/412-0 8001 caller',
      'Hangup PJSIP/customer-1 16',
    ]);
  });

  it("ends with the agent's phone, which logs the agent off", () => {
    const { hands, take } = talking();
    hands.agentPhoneHangsUp('412');
    expect(take()).toEqual([
      'AgentComplete PJSIP/customer-1 PJSIP/412-0 8001 agent',
      'BridgeLeave PJSIP/412-0 basic 1',
      'AgentLogoff PJSIP/412-0 412',
      'DeviceStateChange Agent:412 UNAVAILABLE',
      'QueueMemberStatus 9000 5',
      'QueueMemberStatus 8001 5',
      'QueueMemberStatus 8000 5',
      'BridgeLeave PJSIP/customer-1 basic 0',
      'BridgeDestroy basic 0',
      'Hangup PJSIP/412-0 16',
      'Hangup PJSIP/customer-1 16',
    ]);
  });

  it('is over for the agent when the customer is sent elsewhere, and complete when the customer hangs up', () => {
    const { act, channel, clock, take, hands } = talking();
    act((pbx) =>
      pbx.redirect(channel('PJSIP/customer'), { context: 'from-internal', exten: '102', priority: 1 }),
    );
    clock.advance(1_000);
    const lines = take();
    expect(lines).toContain('BridgeEnter PJSIP/412-0 agent_hold 1');
    expect(lines).toContain('DialEnd PJSIP/customer-1 PJSIP/102-2 ANSWER');
    expect(lines.filter((line) => line.startsWith('AgentComplete'))).toEqual([]);
    hands.customerHangsUp();
    expect(take()).toContain('AgentComplete PJSIP/customer-1 PJSIP/412-0 8001 caller');
  });

  it('waits until the probation is over, looking every second', () => {
    const { hands, take, clock, place } = lab();
    place('PJSIP/412', '412@agent-login');
    clock.advance(2_000);
    take();
    hands.customerCalls('8001');
    clock.advance(4_700);
    expect(take()).toEqual(['Newchannel PJSIP/customer-1', 'QueueCallerJoin PJSIP/customer-1 8001']);
    clock.advance(1_000);
    expect(take()).toContain('AgentCalled PJSIP/customer-1 Local/412@agents-0;1 8001');
  });

  it('leaves the agent in the pool when the caller gives up during the beep', () => {
    const { hands, take, clock, pbx } = loggedIn();
    const call = hands.customerCalls('8001');
    clock.advance(200);
    take();
    call.hangUp();
    expect(take()).toEqual([
      'DialEnd PJSIP/customer-1 Local/412@agents-0;1 CANCEL',
      'BridgeLeave Local/412@agents-0;2 basic 0',
      'DeviceStateChange Agent:412 NOT_INUSE',
      'QueueMemberStatus 9000 1',
      'QueueMemberStatus 8001 1',
      'QueueMemberStatus 8000 1',
      'QueueCallerAbandon PJSIP/customer-1 8001',
      'QueueCallerLeave PJSIP/customer-1 8001',
      'Hangup Local/412@agents-0;1 0',
      'BridgeDestroy basic 0',
      'Hangup Local/412@agents-0;2 0',
      'Hangup PJSIP/customer-1 16',
    ]);
    expect(pbx.agents.find('412')?.phase).toBe('idle');
  });

  it('goes on waiting when the agent hangs up during the beep', () => {
    const { hands, take, clock, pbx } = loggedIn();
    hands.customerCalls('8001');
    clock.advance(200);
    take();
    hands.agentPhoneHangsUp('412');
    expect(take()).toEqual([
      'BridgeLeave PJSIP/412-0 agent_hold 0',
      'AgentLogoff PJSIP/412-0 412',
      'DeviceStateChange Agent:412 UNAVAILABLE',
      'QueueMemberStatus 9000 5',
      'QueueMemberStatus 8001 5',
      'QueueMemberStatus 8000 5',
      'BridgeLeave Local/412@agents-0;2 basic 0',
      'Hangup PJSIP/412-0 16',
      'BridgeDestroy basic 0',
      'DialEnd PJSIP/customer-1 Local/412@agents-0;1 CONGESTION',
      'AgentRingNoAnswer PJSIP/customer-1 Local/412@agents-0;1 8001',
      'Hangup Local/412@agents-0;1 0',
      'Hangup Local/412@agents-0;2 34',
    ]);
    expect(pbx.queues.find('8001')?.entries.length).toBe(1);
  });

  it('is not given to an agent on probation who is asked for directly: the caller hears congestion', () => {
    const { place, clock, channel } = lab();
    place('PJSIP/412', '412@agent-login');
    clock.advance(3_000);
    place('PJSIP/customer', '412@agents');
    clock.advance(60_000);
    expect(channel('PJSIP/customer').application).toBe('Congestion');
  });
});

describe('a caller in a queue', () => {
  it('gives up', () => {
    const { hands, take, clock } = lab();
    const call = hands.customerCalls('8001');
    clock.advance(3_000);
    call.hangUp();
    expect(take()).toEqual([
      'Newchannel PJSIP/customer-0',
      'QueueCallerJoin PJSIP/customer-0 8001',
      'QueueCallerAbandon PJSIP/customer-0 8001',
      'QueueCallerLeave PJSIP/customer-0 8001',
      'Hangup PJSIP/customer-0 16',
    ]);
  });

  it('is sent on after 300 s', () => {
    const { hands, take, clock } = lab();
    hands.customerCalls('8001');
    clock.advance(299_000);
    take();
    clock.advance(2_000);
    expect(take()).toEqual([
      'QueueCallerAbandon PJSIP/customer-0 8001',
      'QueueCallerLeave PJSIP/customer-0 8001',
      'Hangup PJSIP/customer-0 16',
    ]);
  });

  it('is not rung through to a paused agent', () => {
    const { hands, act, take, clock } = loggedIn();
    act((pbx) => pbx.queues.pause(undefined, 'Local/412@agents', true, 'Lunch'));
    hands.customerCalls('8001');
    clock.advance(10_000);
    expect(take()).toEqual([
      'QueueMemberPause 9000 1 Lunch Lunch',
      'QueueMemberPause 8001 1 Lunch Lunch',
      'QueueMemberPause 8000 1 Lunch Lunch',
      'Newchannel PJSIP/customer-1',
      'QueueCallerJoin PJSIP/customer-1 8001',
    ]);
  });

  it('rings a callback agent who does not answer for 15 s, and again 2 s later', () => {
    const { hands, take, clock, act } = lab();
    act((pbx) => pbx.queues.add('8000', { interface: 'PJSIP/104', name: 'Callback 104' }, false));
    hands.customerCalls('8000');
    clock.advance(16_000);
    expect(take()).toEqual([
      'QueueMemberAdded 8000 1',
      'Newchannel PJSIP/customer-0',
      'QueueCallerJoin PJSIP/customer-0 8000',
      'Newchannel PJSIP/104-1',
      'AgentCalled PJSIP/customer-0 PJSIP/104-1 8000',
      'DialBegin PJSIP/customer-0 PJSIP/104-1',
      'QueueMemberStatus 8000 6',
      'AgentRingNoAnswer PJSIP/customer-0 PJSIP/104-1 8000',
      'DialEnd PJSIP/customer-0 PJSIP/104-1 NOANSWER',
      'DialEnd PJSIP/customer-0 PJSIP/104-1 CANCEL',
      'Hangup PJSIP/104-1 0',
      'QueueMemberStatus 8000 1',
    ]);
    clock.advance(2_000);
    hands.phonePicksUp('104');
    expect(take()).toEqual([
      'Newchannel PJSIP/104-2',
      'AgentCalled PJSIP/customer-0 PJSIP/104-2 8000',
      'DialBegin PJSIP/customer-0 PJSIP/104-2',
      'QueueMemberStatus 8000 6',
      'QueueMemberStatus 8000 3',
      'DialEnd PJSIP/customer-0 PJSIP/104-2 ANSWER',
      'QueueCallerLeave PJSIP/customer-0 8000',
      'AgentConnect PJSIP/customer-0 PJSIP/104-2 8000',
      'BridgeCreate basic 0',
      'BridgeEnter PJSIP/104-2 basic 1',
      'BridgeEnter PJSIP/customer-0 basic 2',
    ]);
  });

  it('is served in turn by two callback agents', () => {
    const { hands, take, clock, act } = lab();
    act((pbx) => pbx.queues.add('8000', { interface: 'PJSIP/101', name: 'Callback 101' }, false));
    act((pbx) => pbx.queues.add('8000', { interface: 'PJSIP/102', name: 'Callback 102' }, false));
    for (let call = 0; call < 4; call++) {
      const customer = hands.customerCalls('8000');
      clock.advance(1_000);
      customer.hangUp();
      clock.advance(1_000);
    }
    const called = take().filter((line) => line.startsWith('AgentConnect'));
    expect(called.map((line) => line.split(' ')[2]?.slice(0, 9))).toEqual([
      'PJSIP/101',
      'PJSIP/102',
      'PJSIP/101',
      'PJSIP/102',
    ]);
  });
});
