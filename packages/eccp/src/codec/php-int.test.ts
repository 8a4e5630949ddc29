import { expect, it } from 'vitest';
import { phpInt } from './php-int.js';

it.each([
  ['12abc', 12],
  ['', 0],
  ['abc', 0],
  [' \t\n 7', 7],
  ['-3', -3],
  ['+4.9', 4],
  ['- 3', 0],
  ['-0', 0],
  ['0x1A', 0],
  ['1e3', 1],
  ['99999999999999999999', Number.MAX_SAFE_INTEGER],
])('phpInt(%j) is %d', (text, value) => {
  expect(phpInt(text)).toBe(value);
});
