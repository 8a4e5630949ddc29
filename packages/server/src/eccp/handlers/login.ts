import { accepted, failures, refused, rejected } from '@openeccp/eccp';
import { mayHear } from '../../access/client-rights.js';
import type { Handler } from '../handler.js';

/** ECCP §8.1 login. A failed login leaves the session as it was. */
export const login: Handler<'login'> = async ({ args, session, services, client }) => {
  switch (await services.logins.attempt(client, args.username, args.password)) {
    case 'refused':
      return refused(failures.invalidCredentials);
    case 'unreadable':
      return rejected(failures.databaseFailure); // ECCP §4.2 row 11
    case 'accepted':
      break;
  }
  const cookie = services.newCookie();
  const rights = services.rightsOf(args.username);
  session.logIn({ user: args.username, cookie, mayHear: rights && ((event) => mayHear(rights, event)) });
  return accepted({ cookie });
};
