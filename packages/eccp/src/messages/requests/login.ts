import { childText, element } from '../../codec/xml-element.js';
import { failures } from '../failures.js';
import type { RequestDefinition } from '../request-definition.js';

export interface LoginArguments {
  readonly username: string;
  /** Clear text, or its md5 in hex. */
  readonly password: string;
}

export interface LoginReply {
  /** Random string of this session; part of every agent hash (ECCP §5.3). */
  readonly cookie: string;
}

/** ECCP §8.1 login */
export const login: RequestDefinition<'login', LoginArguments, LoginReply> = {
  name: 'login',
  summary: 'Authenticates the connection and starts its session.',
  authorisation: 'none',
  needsAsterisk: false,
  arguments: [
    { name: 'username', type: 'string', meaning: 'client account' },
    { name: 'password', type: 'string', meaning: 'its password in clear text, or the md5 of it in hex' },
  ],
  failures: [
    { level: 'outer', failure: failures.badRequest, when: 'an argument is absent' },
    { level: 'inner', failure: failures.invalidCredentials, when: 'no account has this name and password' },
  ],
  decodeArguments(command) {
    const username = childText(command, 'username');
    const password = childText(command, 'password');
    return username === undefined || password === undefined ? undefined : { username, password };
  },
  encodeArguments: (args) => [element('username', args.username), element('password', args.password)],
  encodeReply: (reply) => [element('success'), element('app_cookie', reply.cookie)],
  decodeReply: (payload) => ({ cookie: childText(payload, 'app_cookie') ?? '' }),
};
