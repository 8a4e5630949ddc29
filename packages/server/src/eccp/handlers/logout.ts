import { accepted, SUCCESS } from '@openeccp/eccp';
import type { Handler } from '../handler.js';

/** ECCP §8.1 logout. Agents stay logged in; the session closes the connection behind the answer. */
export const logout: Handler<'logout'> = () => accepted(SUCCESS);
