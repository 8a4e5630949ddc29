import { accepted, failures, refused } from '@openeccp/eccp';
import type { Handler } from '../handler.js';

/** ECCP §8.1 login. A failed login leaves the session as it was. */
export const login: Handler<'login'> = async ({ args, session, services }) => {
  if (!(await services.directory.authenticate(args.username, args.password))) {
    return refused(failures.invalidCredentials);
  }
  const cookie = services.newCookie();
  session.logIn({ user: args.username, cookie });
  return accepted({ cookie });
};
