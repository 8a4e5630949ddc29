import { describe, expect, it } from 'vitest';
import { fitText } from './fit-text.js';

const column = (width: number | undefined, charset = 'utf8mb4') => ({
  width,
  charset,
  values: undefined,
  nullable: true,
});

describe('fitText', () => {
  it('leaves what fits and cuts what does not, by character', () => {
    expect(fitText('612345678', column(15))).toBe('612345678');
    expect(fitText('+34612345678901234', column(15))).toBe('+34612345678901');
    expect(fitText('ab😀cd', column(3))).toBe('ab😀');
    expect(fitText('anything', column(undefined))).toBe('anything');
    expect(fitText('anything', undefined)).toBe('anything');
  });

  it.each([
    ['utf8mb4', 'Núñez € 😀'],
    ['utf8mb3', 'Núñez € ?'],
    ['utf8', 'Núñez € ?'],
    ['latin1', 'Núñez € ?'],
    ['ascii', 'N??ez ? ?'],
  ])('replaces what %s lacks', (charset, expected) => {
    expect(fitText('Núñez € 😀', column(50, charset))).toBe(expected);
  });

  it('replaces half of a surrogate pair and NUL', () => {
    expect(fitText('a\0b', column(5))).toBe('a?b');
    expect(fitText('a\ud83d', column(5))).toBe('a?');
  });
});
