import { accepted, SUCCESS } from '@openeccp/eccp';
import { floorReport } from '../floor-report.js';
import type { Handler } from '../handler.js';

/** ECCP §8.2 dumpstatus */
export const dumpstatus: Handler<'dumpstatus'> = ({ services }) => {
  for (const { detail, text } of floorReport(services.floor)) services.log.info(detail, text);
  return accepted(SUCCESS);
};
