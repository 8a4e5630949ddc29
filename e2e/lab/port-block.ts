import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';

/** A run of loopback ports, TCP and UDP, that no other lab program on this machine uses. */
export type PortBlock = {
  /** A port of the block that was free when the block was claimed; `offset` 1 to 19. */
  port(offset: number): number;
  /** First and last port of a range, e.g. for RTP; offsets 20 to 199. */
  range(first: number, last: number): { readonly first: number; readonly last: number };
  release(): Promise<void>;
};

const blockSize = 200;
const checkedPorts = 20;
/** Below the kernel's range for outgoing connections, which would take a port between the choice and its use. */
const firstBlock = 21_000;
const blockCount = 55;

/**
 * Claims a free block. The claim is a listening socket on the block's first port: other processes see it, and the
 * kernel gives it back however this process ends.
 */
export async function claimPortBlock(): Promise<PortBlock> {
  for (let n = 0; n < blockCount; n++) {
    const base = firstBlock + ((process.pid + n) % blockCount) * blockSize;
    const guard = await listen(base);
    if (guard === undefined) continue;
    if (await areFree(base)) return block(base, guard);
    await close(guard);
  }
  throw new Error(
    `No ${blockSize} loopback ports are free from ${firstBlock} up: end other runs of the lab first.`,
  );
}

function block(base: number, guard: Server): PortBlock {
  const at = (offset: number, from: number, to: number): number => {
    if (offset < from || offset >= to)
      throw new RangeError(`Port offset ${offset} is not in ${from} to ${to - 1}.`);
    return base + offset;
  };
  return {
    port: (offset) => at(offset, 1, checkedPorts),
    range: (first, last) => ({
      first: at(first, checkedPorts, blockSize),
      last: at(last, checkedPorts, blockSize),
    }),
    release: () => close(guard),
  };
}

async function areFree(base: number): Promise<boolean> {
  for (let port = base + 1; port < base + checkedPorts; port++) {
    const server = await listen(port);
    if (server === undefined) return false;
    await close(server);
    if (isUdpTaken(port)) return false;
  }
  return true;
}

function listen(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy()).unref();
    server.once('error', () => resolve(undefined));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

/**
 * Whether a program listens on this UDP port. The kernel is asked: binding the port to find out would take it away
 * from the very program that is about to.
 */
export function isUdpTaken(port: number): boolean {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  return readFileSync('/proc/net/udp', 'latin1')
    .split('\n')
    .some((line) => line.trim().split(/\s+/)[1]?.endsWith(`:${hex}`));
}
