import { type AsteriskVersion, startAsterisk } from '../lab/asterisk.js';
import { startPhones } from '../lab/phones.js';
import type { Backend, BackendOptions } from './backend.js';

/** A real Asterisk with real, registered SIP phones. */
export async function startAsteriskBackend(
  version: AsteriskVersion,
  options: BackendOptions,
): Promise<Backend> {
  const asterisk = await startAsterisk({ version, ...options });
  const phones = await startPhones(asterisk).catch(async (error: unknown) => {
    await asterisk.close();
    throw error;
  });
  const close = async (): Promise<void> => {
    await phones.close();
    await asterisk.close();
  };
  return {
    name: version === 16 ? 'Asterisk 16' : 'Asterisk 22',
    ami: {
      host: asterisk.host,
      port: asterisk.amiPort,
      user: asterisk.amiUser,
      secret: asterisk.amiSecret,
    },
    customerCalls: (queue) => phones.customer.dial(queue),
    customerHangsUp: () => phones.customer.hangUp(),
    phoneHangsUp: (extension) => phones.hangUp(extension),
    phoneAnswers: (extension, mode) => phones.setAnswerMode(extension, mode === 'never' ? 'manual' : 'auto'),
    phoneIsRegistered: (extension, registered) => phones.setRegistered(extension, registered),
    phoneDials: (extension, number) => phones.dial(extension, number),
    restart: () => asterisk.restart('SIGKILL'),
    close,
    [Symbol.asyncDispose]: close,
  };
}
