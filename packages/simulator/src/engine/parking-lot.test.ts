import { describe, expect, it } from 'vitest';
import { field, held, type Lab, lab, talking } from '../testing/lab.js';

describe('parking', () => {
  it('parks the customer and sends the agent back to the pool', () => {
    const { act, channel, take } = talking();
    act((pbx) => pbx.parking?.park(channel('PJSIP/customer'), 300));
    expect(take()).toEqual([
      'BridgeCreate parking 0',
      'BridgeLeave PJSIP/customer-1 basic 1',
      'ParkedCall PJSIP/customer-1 701',
      'BridgeEnter PJSIP/customer-1 parking 1',
      'BridgeLeave PJSIP/412-0 basic 0',
      'BridgeDestroy basic 0',
      'BridgeEnter PJSIP/412-0 agent_hold 1',
      'DeviceStateChange Agent:412 NOT_INUSE',
      'QueueMemberStatus 9000 1',
      'QueueMemberStatus 8001 1',
      'QueueMemberStatus 8000 1',
    ]);
  });

  it('gives the customer back to the agent through a Local pair', () => {
    const { place, clock, take, channel } = held();
    place('Local/412@agents', '701', { number: '5550001', name: '5550001' });
    clock.advance(2_000);
    expect(take()).toEqual([
      'Newchannel Local/412@agents-1;1',
      'Newchannel Local/412@agents-1;2',
      'LocalBridge Local/412@agents-1;1',
      'DialBegin Local/412@agents-1;1',
      'BridgeCreate basic 0',
      'DeviceStateChange Agent:412 INUSE',
      'QueueMemberStatus 9000 2',
      'QueueMemberStatus 8001 2',
      'QueueMemberStatus 8000 2',
      'BridgeEnter Local/412@agents-1;2 basic 1',
      'BridgeLeave PJSIP/412-0 agent_hold 0',
      'BridgeEnter PJSIP/412-0 basic 2',
      'OriginateResponse Local/412@agents-1;1 Success 4',
      'DialEnd Local/412@agents-1;1 ANSWER',
      'BridgeCreate basic 0',
      'UnParkedCall PJSIP/customer-1 Local/412@agents-1;1 701',
      'BridgeLeave PJSIP/customer-1 parking 0',
      'BridgeEnter PJSIP/customer-1 basic 1',
      'BridgeEnter Local/412@agents-1;1 basic 2',
      'LocalOptimizationBegin Local/412@agents-1;1',
      'BridgeLeave PJSIP/412-0 basic 1',
      'BridgeLeave Local/412@agents-1;1 basic 1',
      'BridgeEnter PJSIP/412-0 basic 2',
      'LocalOptimizationEnd Local/412@agents-1;1',
      'BridgeLeave Local/412@agents-1;2 basic 0',
      'BridgeDestroy basic 0',
      'Hangup Local/412@agents-1;2 16',
      'Hangup Local/412@agents-1;1 16',
    ]);
    expect(channel('PJSIP/customer').bridge?.channels).toContain(channel('PJSIP/412'));
  });

  it('ends the queue call only at the last hangup, hold included', () => {
    const { place, clock, events, hands, take } = held();
    place('Local/412@agents', '701');
    clock.advance(10_000);
    expect(take().filter((line) => line.startsWith('AgentComplete'))).toEqual([]);
    hands.customerHangsUp();
    const complete = events.find((event) => field(event, 'Event') === 'AgentComplete');
    expect(complete && field(complete, 'TalkTime')).toBe('13');
  });

  it('gives spaces out in turn', () => {
    const { act, channel, take, hands, clock } = held();
    hands.customerHangsUp();
    hands.customerCalls('8001');
    clock.advance(3_000);
    take();
    act((pbx) => pbx.parking?.park(channel('PJSIP/customer'), 300));
    expect(take()).toContain('ParkedCall PJSIP/customer-2 702');
  });

  it('takes a customer whom somebody takes into another bridge for one that gave up', () => {
    const { act, channel, take } = held();
    act((pbx) => pbx.parking?.letGo(channel('PJSIP/customer'), pbx.createBridge('basic')));
    expect(take()).toEqual([
      'BridgeCreate basic 0',
      'ParkedCallGiveUp PJSIP/customer-1 701',
      'BridgeLeave PJSIP/customer-1 parking 0',
      'BridgeEnter PJSIP/customer-1 basic 1',
    ]);
  });

  it('tells that a parked customer gave up before it tells the hangup', () => {
    const { hands, take } = held();
    hands.customerHangsUp();
    expect(take()).toEqual([
      'ParkedCallGiveUp PJSIP/customer-1 701',
      'BridgeLeave PJSIP/customer-1 parking 0',
      'AgentComplete PJSIP/customer-1 PJSIP/412-0 8001 caller',
      'Hangup PJSIP/customer-1 16',
    ]);
  });

  it('dials the parker, over AMI the customer itself, who is busy of course, when the time is over', () => {
    const { clock, take } = held();
    clock.advance(297_999);
    expect(take()).toEqual([]);
    clock.advance(10);
    expect(take()).toEqual([
      'ParkedCallTimeOut PJSIP/customer-1 701',
      'BridgeLeave PJSIP/customer-1 parking 0',
      'Newchannel PJSIP/customer-2',
      'DialBegin PJSIP/customer-1 PJSIP/customer-2',
      'DialEnd PJSIP/customer-1 PJSIP/customer-2 BUSY',
      'Hangup PJSIP/customer-2 17',
    ]);
    clock.advance(9_000);
    expect(take()).toEqual([]);
    clock.advance(1_000);
    expect(take()).toEqual([
      'AgentComplete PJSIP/customer-1 PJSIP/412-0 8001 caller',
      'Hangup PJSIP/customer-1 16',
    ]);
  });

  it('ends the call of a callback agent and calls the phone again to give the customer back', () => {
    const { act, channel, take, hands, clock, place } = lab();
    act((pbx) => pbx.queues.add('8001', { interface: 'PJSIP/101', name: 'Callback 101' }, false));
    hands.customerCalls('8001');
    clock.advance(1_000);
    take();
    act((pbx) => pbx.parking?.park(channel('PJSIP/customer'), 300));
    expect(take()).toEqual([
      'BridgeCreate parking 0',
      'BridgeLeave PJSIP/customer-0 basic 1',
      'ParkedCall PJSIP/customer-0 701',
      'BridgeEnter PJSIP/customer-0 parking 1',
      'BridgeLeave PJSIP/101-1 basic 0',
      'BridgeDestroy basic 0',
      'Hangup PJSIP/101-1 16',
      'QueueMemberStatus 8001 1',
    ]);
    place('PJSIP/101', '701');
    clock.advance(1_000);
    expect(take()).toEqual([
      'Newchannel PJSIP/101-2',
      'DialBegin PJSIP/101-2',
      'QueueMemberStatus 8001 6',
      'QueueMemberStatus 8001 3',
      'OriginateResponse PJSIP/101-2 Success 4',
      'DialEnd PJSIP/101-2 ANSWER',
      'BridgeCreate basic 0',
      'UnParkedCall PJSIP/customer-0 PJSIP/101-2 701',
      'BridgeLeave PJSIP/customer-0 parking 0',
      'BridgeEnter PJSIP/customer-0 basic 1',
      'BridgeEnter PJSIP/101-2 basic 2',
    ]);
    hands.customerHangsUp();
    expect(take()).toEqual([
      'BridgeLeave PJSIP/customer-0 basic 1',
      'BridgeLeave PJSIP/101-2 basic 0',
      'BridgeDestroy basic 0',
      'AgentComplete PJSIP/customer-0 8001 caller',
      'Hangup PJSIP/customer-0 16',
      'Hangup PJSIP/101-2 16',
      'QueueMemberStatus 8001 1',
    ]);
  });

  it('says so when there is nobody at that space', () => {
    const { hands, clock, take } = lab();
    hands.phoneDials('101', '705');
    clock.advance(4_900);
    expect(take()).toEqual(['Newchannel PJSIP/101-0']);
    clock.advance(100);
    expect(take()).toEqual(['Hangup PJSIP/101-0 16']);
  });
});

describe('the lot of OpenECCP', () => {
  /** The customer of agent 412 is parked for 10 s, and is to come back to `dial`. */
  const parked = (dial: string, queue: string): Lab => {
    const lab = talking();
    lab.act((pbx) => {
      const customer = lab.channel('PJSIP/customer');
      for (const [name, value] of Object.entries({ DIAL: dial, RING: '5', QUEUE: queue }))
        pbx.setVariable(customer, `OPENECCP_${name}`, value);
      pbx.parkingLots.get('openeccp')?.park(customer, 10);
    });
    return lab;
  };
  const peerOf = (lab: Lab): string | undefined => {
    const customer = lab.channel('PJSIP/customer');
    return customer.bridge?.peerOf(customer)?.device;
  };

  it('lights no lamps, and gives the customer to whoever asks for its slot there', () => {
    const lab = parked('Local/412@openeccp-agent', '8001');
    expect(lab.take().filter((line) => line.startsWith('ExtensionStatus'))).toEqual([]);
    lab.place('PJSIP/101', '1@openeccp-parked');
    lab.clock.advance(2_000);
    expect(peerOf(lab)).toBe('PJSIP/101');
  });

  it('lets the customer go to its agent', () => {
    const lab = parked('Local/412@openeccp-agent', '8001');
    lab.clock.advance(11_000);
    expect(peerOf(lab)).toBe('PJSIP/412');
  });

  it('lets the customer go to its queue when its agent is gone, before those who wait there', () => {
    const lab = parked('Local/412@openeccp-agent', '8000');
    lab.hands.agentPhoneHangsUp('412');
    lab.hands.phoneDials('104', '8000');
    lab.clock.advance(11_000);
    const waiting = lab.pbx.queues
      .find('8000')
      ?.entries.map(({ channel, priority }) => [channel.device, priority]);
    expect(waiting).toEqual([
      ['PJSIP/customer', 1],
      ['PJSIP/104', 0],
    ]);
  });

  it('calls the agent until it answers for a customer who came through no queue', () => {
    const lab = parked('PJSIP/104', '');
    lab.clock.advance(25_000);
    lab.hands.setPhone('104', { answers: 'auto' });
    lab.clock.advance(20_000);
    expect(peerOf(lab)).toBe('PJSIP/104');
  });
});
