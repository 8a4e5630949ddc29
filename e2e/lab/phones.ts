import type { Asterisk } from './asterisk.js';
import { until } from './deadline.js';
import { type AnswerMode, type Phone, startPhone } from './phone.js';
import { claimPortBlock } from './port-block.js';
import { createScratchDir } from './scratch-dir.js';

/** The registered SIP phones of a call center: agents 101 to 104 and 412, and a customer who calls in. */
export type Phones = {
  /** The phone of an extension; an unknown one is an error of the test. */
  phone(extension: string): Phone;
  /** Calls from outside (context `from-trunk`) and can be called as `PJSIP/customer`. */
  readonly customer: Phone;
  dial(extension: string, number: string): Promise<void>;
  hangUp(extension: string): Promise<void>;
  setAnswerMode(extension: string, mode: AnswerMode): Promise<void>;
  setRegistered(extension: string, registered: boolean): Promise<void>;
  /** The phones whose registration Asterisk has, sorted. */
  registered(): Promise<readonly string[]>;
  close(): Promise<void>;
};

const registerLimitMs = 10_000;

/** 104 only rings. No phone is registered for 105 to 110. */
const lines: readonly { readonly extension: string; readonly answerMode: AnswerMode }[] = [
  { extension: '101', answerMode: 'auto' },
  { extension: '102', answerMode: 'auto' },
  { extension: '103', answerMode: 'auto' },
  { extension: '104', answerMode: 'manual' },
  { extension: '412', answerMode: 'auto' },
  { extension: 'customer', answerMode: 'auto' },
];

/** Starts the phones and waits until Asterisk has all their registrations. */
export async function startPhones(asterisk: Asterisk): Promise<Phones> {
  const ports = await claimPortBlock();
  const scratch = createScratchDir('phones');
  const started = await Promise.allSettled(
    lines.map(({ extension, answerMode }, index) =>
      startPhone({
        extension,
        ...(extension === 'customer' ? {} : { password: extension }),
        answerMode,
        registrar: asterisk.sipPort,
        sipPort: ports.port(1 + 3 * index),
        controlPort: ports.port(3 + 3 * index),
        rtp: ports.range(20 + 30 * index, 49 + 30 * index),
        folder: scratch.folder(extension),
      }),
    ),
  );
  const phones = new Map<string, Phone>();
  for (const result of started)
    if (result.status === 'fulfilled') phones.set(result.value.extension, result.value);

  const phone = (extension: string): Phone => {
    const found = phones.get(extension);
    if (found === undefined)
      throw new Error(`There is no phone ${extension}, only ${[...phones.keys()].join(', ')}.`);
    return found;
  };
  const registered = async (): Promise<readonly string[]> =>
    contacts(await asterisk.cli('pjsip show contacts'));
  const close = async (): Promise<void> => {
    await Promise.all([...phones.values()].map((one) => one.close()));
    scratch.remove();
    await ports.release();
  };

  try {
    for (const result of started) if (result.status === 'rejected') throw result.reason;
    await until('The registration of all phones', registerLimitMs, async () => {
      const known = await registered();
      return lines.every((line) => known.includes(line.extension)) ? true : undefined;
    });
  } catch (error) {
    await close();
    throw error;
  }
  return {
    phone,
    customer: phone('customer'),
    dial: (extension, number) => phone(extension).dial(number),
    hangUp: (extension) => phone(extension).hangUp(),
    setAnswerMode: (extension, mode) => phone(extension).setAnswerMode(mode),
    setRegistered: (extension, wanted) => phone(extension).setRegistered(wanted),
    registered,
    close,
  };
}

/** `Contact:  101/sip:101-0x5…@127.0.0.1:21401  …`; the trunk's fixed contact is no registration. */
function contacts(output: string): readonly string[] {
  const names = [...output.matchAll(/^\s*Contact:\s+(\w+)\/sip:/gm)].map((match) => match[1] ?? '');
  return names.filter((name) => name !== 'trunk').sort();
}
