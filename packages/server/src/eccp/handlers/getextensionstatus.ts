import { accepted, failures, parseExtension, rejected, unknownTechnology } from '@openeccp/eccp';
import { technologyOf } from '../../directory/registrations.js';
import type { Handler } from '../handler.js';

/** ECCP §8.6 getextensionstatus: a technology that nobody knows is told without a failure. */
export const getextensionstatus: Handler<'getextensionstatus'> = async ({ args, services }) => {
  const { extension } = args;
  const parts = parseExtension(extension);
  if (parts === undefined) return rejected(failures.invalidExtensionFormat);
  const technology = technologyOf(parts.technology);
  if (technology === undefined) return accepted(unknownTechnology(parts.technology));
  const registration = await services.registrations.of(technology, parts.number);
  if (registration === 'no-answer') return rejected(failures.noAmiConnection);
  return accepted({ kind: 'known', extension, registered: registration === 'registered' });
};
