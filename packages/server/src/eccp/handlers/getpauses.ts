import { accepted } from '@openeccp/eccp';
import type { Handler } from '../handler.js';

/** ECCP §8.2 getpauses */
export const getpauses: Handler<'getpauses'> = ({ services }) =>
  accepted({
    pauses: services.directory.breaks
      .filter(({ kind }) => kind === 'break')
      .sort((a, b) => a.id - b.id)
      .map(({ id, name, active, description }) => ({ id, name, active, description })),
  });
