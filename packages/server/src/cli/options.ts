import { Option } from 'commander';
import type { ServerConfig } from '../config/server-config.js';

const LEVELS: readonly ServerConfig['log']['level'][] = ['debug', 'info', 'warn', 'error', 'silent'];

export function logLevelOption(level?: ServerConfig['log']['level']): Option {
  const option = new Option('--log-level <level>', 'what is logged').choices(LEVELS);
  return level === undefined ? option : option.default(level);
}
