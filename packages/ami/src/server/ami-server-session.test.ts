import { describe, expect, test } from 'vitest';
import type { AmiField } from '../codec/ami-field.js';
import { encodeMessage } from '../codec/encode-message.js';
import { md5Key } from '../codec/md5-key.js';
import { AmiServerSession } from './ami-server-session.js';

function setUp(): { session: AmiServerSession; out: string[]; act: (...fields: AmiField[]) => unknown } {
  const out: string[] = [];
  const session = new AmiServerSession({
    version: '5.0.2',
    secretOf: (username) => (username === 'u' ? 's' : undefined),
    write: (text) => out.push(text),
    challenge: () => '42',
  });
  return { session, out, act: (...fields) => session.push(Buffer.from(encodeMessage(fields))) };
}

const LOGIN: readonly AmiField[] = [
  ['Action', 'Login'],
  ['ActionID', '1'],
  ['Username', 'u'],
  ['Secret', 's'],
];

test('greets, and lets nobody in without login', () => {
  const { out, act } = setUp();
  expect(act(['Action', 'Originate'], ['ActionID', '9'])).toEqual([]);
  expect(out).toEqual([
    'Asterisk Call Manager/5.0.2\r\n',
    'Response: Error\r\nActionID: 9\r\nMessage: Permission denied\r\n\r\n',
  ]);
});

describe('login', () => {
  test('plain, then actions go to the owner', () => {
    const { session, out, act } = setUp();
    expect(act(...LOGIN)).toEqual([{ kind: 'login', username: 'u' }]);
    expect(out.at(-1)).toBe('Response: Success\r\nActionID: 1\r\nMessage: Authentication accepted\r\n\r\n');
    expect(act(['Action', 'originate'], ['ActionID', '2'])).toMatchObject([
      { kind: 'action', name: 'originate', actionId: '2' },
    ]);
    expect(session.username).toBe('u');
  });

  test('by challenge', () => {
    const { out, act } = setUp();
    act(['Action', 'Challenge'], ['AuthType', 'MD5']);
    expect(out.at(-1)).toBe('Response: Success\r\nChallenge: 42\r\n\r\n');
    expect(
      act(['Action', 'Login'], ['Username', 'u'], ['AuthType', 'MD5'], ['Key', md5Key('42', 's')]),
    ).toEqual([{ kind: 'login', username: 'u' }]);
  });

  test.each([
    [[['Username', 'u']]],
    [
      [
        ['Username', 'u'],
        ['Secret', 'x'],
      ],
    ],
    [
      [
        ['Username', 'x'],
        ['Secret', 's'],
      ],
    ],
    [
      [
        ['Username', 'u'],
        ['AuthType', 'MD5'],
        ['Key', md5Key('42', 's')],
      ],
    ],
  ] as const)('refused and closed: %j', (fields) => {
    const { session, out, act } = setUp();
    expect(act(['Action', 'Login'], ...fields)).toMatchObject([{ kind: 'close' }]);
    expect(out.at(-1)).toBe('Response: Error\r\nMessage: Authentication failed\r\n\r\n');
    expect(act(...LOGIN)).toEqual([]);
    session.event([['Event', 'A']]);
    expect(out).toHaveLength(2);
  });
});

test('Ping, Events and Logoff are its own', () => {
  const { session, out, act } = setUp();
  session.event([['Event', 'BeforeLogin']]);
  act(...LOGIN);
  session.event([['Event', 'A']]);
  act(['Action', 'Events'], ['EventMask', 'off']);
  session.event([['Event', 'B']]);
  session.listEvent('7', [
    ['Event', 'QueueParams'],
    ['Queue', '8001'],
  ]);
  act(['Action', 'Events'], ['EventMask', 'on']);
  session.event([['Event', 'C']]);
  act(['Action', 'Ping'], ['ActionID', '3']);
  expect(act(['Action', 'Logoff'])).toEqual([{ kind: 'close', reason: 'logoff' }]);
  session.event([['Event', 'D']]);
  expect(out.slice(2)).toEqual([
    'Event: A\r\n\r\n',
    'Response: Success\r\nEvents: Off\r\n\r\n',
    'Event: QueueParams\r\nActionID: 7\r\nQueue: 8001\r\n\r\n',
    'Response: Success\r\nEvents: On\r\n\r\n',
    'Event: C\r\n\r\n',
    'Response: Success\r\nActionID: 3\r\nPing: Pong\r\n\r\n',
    'Response: Goodbye\r\nMessage: Thanks for all the fish.\r\n\r\n',
  ]);
});

test.each([
  'no action at all\r\n\r\n',
  'Action: Ping\r\nActionID: a\rb\r\n\r\n',
  'Action: Ping\r\nActionID: \0\r\n\r\n',
])('malformed: %j is answered, not thrown', (text) => {
  const { session, out, act } = setUp();
  act(...LOGIN);
  expect(session.push(Buffer.from(text))).toEqual([]);
  expect(out.at(-1)).toMatch(/^Response: Error\r\n/);
});
