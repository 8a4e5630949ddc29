import { type Duplex, duplexPair } from 'node:stream';
import type { AmiDial } from '../client/dial.js';
import type { AmiField } from '../codec/ami-field.js';
import { AmiServerSession } from '../server/ami-server-session.js';

export type FakeAction = {
  readonly name: string;
  readonly actionId: string;
  readonly fields: Readonly<Record<string, string>>;
};

/** An Asterisk manager that does what the test scripts; tests only. */
export class FakeManager {
  version = '5.0.2';
  startedAt: readonly [date: string, time: string] = ['2026-11-23', '07:12:00'];
  /** Actions that the script has not handled, oldest first. */
  readonly actions: FakeAction[] = [];
  readonly logins: Readonly<Record<string, string>>[] = [];
  dialled = 0;
  /** Of the last connection. */
  session: AmiServerSession | undefined;
  stream: Duplex | undefined;
  refuseConnections = false;
  /** Answers an action at once; what it does not handle is put in `actions`. */
  onAction: (action: FakeAction, session: AmiServerSession) => boolean = () => false;

  readonly dial: AmiDial = async () => {
    this.dialled++;
    if (this.refuseConnections) throw new Error('connect ECONNREFUSED');
    const [near, far] = duplexPair();
    this.#serve(far);
    return near;
  };

  respond(action: FakeAction, fields: readonly AmiField[] = []): void {
    this.session?.respond(action.actionId, 'Success', fields);
  }

  /** Ends the connection as Asterisk does when it stops. */
  hangUp(): void {
    this.stream?.end();
  }

  take(name: string): FakeAction {
    const at = this.actions.findIndex((action) => action.name === name);
    const [action] = at < 0 ? [] : this.actions.splice(at, 1);
    if (action === undefined)
      throw new Error(`no action ${name}, only: ${this.actions.map((a) => a.name).join(' ')}`);
    return action;
  }

  #serve(stream: Duplex): void {
    const session = new AmiServerSession({
      version: this.version,
      secretOf: (username) => (username === 'openeccp' ? 's3cret' : undefined),
      write: (text) => stream.write(text),
      challenge: () => '123456',
    });
    this.session = session;
    this.stream = stream;
    stream.on('data', (chunk: Buffer) => {
      for (const item of session.push(chunk)) {
        if (item.kind === 'close') stream.end();
        else if (item.kind === 'login') this.logins.push({ username: item.username });
        else
          this.#act(session, {
            name: item.name,
            actionId: item.actionId ?? '',
            fields: Object.fromEntries(item.action.fields),
          });
      }
    });
    stream.on('error', () => {});
    stream.on('end', () => stream.end());
  }

  #act(session: AmiServerSession, action: FakeAction): void {
    if (this.onAction(action, session)) return;
    switch (action.name) {
      case 'CoreSettings':
        return session.respond(action.actionId, 'Success', [['AsteriskVersion', '16.28.0']]);
      case 'CoreStatus': {
        const [date, time] = this.startedAt;
        return session.respond(action.actionId, 'Success', [
          ['CoreStartupDate', date],
          ['CoreStartupTime', time],
        ]);
      }
      case 'Filter':
        return session.respond(action.actionId, 'Error', [['Message', 'Permission denied']]);
      default:
        this.actions.push(action);
    }
  }
}
