import { md5Hex } from '@openeccp/eccp';
import { NowAndThen } from '../log/now-and-then.js';
import type { Clock } from '../runtime/clock.js';
import type { ClientAddress } from './client-address.js';
import { isDefaultLogin, isLoopback } from './default-password.js';
import { type Authentication, LoginGuard } from './login-guard.js';

/** Somebody who sends user and password. */
export interface Applicant {
  readonly address: ClientAddress;
  /** Whether it is still there. */
  alive(): boolean;
}

export interface LoginsOptions {
  /** Whether there is such an account. */
  readonly authenticate: (username: string, password: string) => Promise<Authentication>;
  /** So many failures of a place, or for an account, cost nothing yet; 0 limits nobody. */
  readonly freeFailures: number;
  /** Whether the password that everybody knows is good from other machines too. */
  readonly allowDefaultPassword: boolean;
  readonly clock: Clock;
  /** User or password were wrong. */
  readonly onRefused?: (() => void) | undefined;
  /** See `LoginGuard`. */
  readonly random?: (() => number) | undefined;
  readonly log: { warn(detail: object, text: string): void };
}

/** Of a name that nobody has, the log shows so much. Characters. */
const LONGEST_NAME = 64;

/** Who may log in, and how often one may try. */
export class Logins {
  readonly #options: LoginsOptions;
  readonly #guard: LoginGuard | undefined;
  readonly #known: NowAndThen;

  constructor(options: LoginsOptions) {
    const { clock, freeFailures, log, random } = options;
    const limited = new NowAndThen(clock, (detail) =>
      log.warn(detail, 'logins fail; further ones from there are made to wait'),
    );
    this.#options = options;
    this.#known = new NowAndThen(clock, (detail) =>
      log.warn(
        detail,
        'a login from another machine with the password that everybody knows was refused; openeccp client add gives the account another',
      ),
    );
    this.#guard =
      freeFailures === 0
        ? undefined
        : new LoginGuard({ clock, freeFailures, random, onLimit: (detail) => limited.happened(detail) });
  }

  attempt({ address, alive }: Applicant, username: string, password: string): Promise<Authentication> {
    const check = async (): Promise<Authentication> => {
      const { authenticate, allowDefaultPassword } = this.#options;
      // Accounts come and go while the server runs: a web console adds this one by itself.
      if (!allowDefaultPassword && !isLoopback(address.ip) && isDefaultLogin(username, password)) {
        this.#known.happened({ peer: address.text, username });
        return 'refused';
      }
      return authenticate(username, password);
    };
    const verify = async (): Promise<Authentication> => {
      const outcome = await check();
      if (outcome === 'refused') this.#options.onRefused?.();
      return outcome;
    };
    if (this.#guard === undefined) return verify();
    const name = username.slice(0, LONGEST_NAME);
    return this.#guard.attempt({ place: address.place, account: md5Hex(username), name, alive }, verify);
  }

  /** Nobody waits for a turn any longer. */
  close(): void {
    this.#guard?.close();
  }
}
