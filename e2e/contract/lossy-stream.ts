import { Duplex, Transform } from 'node:stream';
import { AmiMessage } from '@openeccp/ami';

/** Whether a message is to be lost on its way. */
export type Loss = (message: AmiMessage) => boolean;

const END = '\r\n\r\n';

/** The stream of a manager connection from which messages are missing. */
export function lossyStream(stream: Duplex, loses: Loss): Duplex {
  let rest = '';
  let greeted = false;
  const filter = new Transform({
    decodeStrings: false,
    transform(chunk: Buffer | string, _, done) {
      rest += chunk.toString('latin1');
      // The banner is a line by itself.
      const banner = greeted ? '' : rest.slice(0, rest.indexOf('\n') + 1);
      greeted ||= banner !== '';
      const messages = rest.slice(banner.length).split(END);
      rest = messages.pop() ?? '';
      const kept = messages.filter((text) => !loses(AmiMessage.parse(text.replaceAll('\r\n', '\n'))));
      done(null, Buffer.from(banner + kept.map((text) => text + END).join(''), 'latin1'));
    },
  });
  return Duplex.from({ readable: stream.pipe(filter), writable: stream });
}
