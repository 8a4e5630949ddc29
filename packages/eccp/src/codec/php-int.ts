const INTEGER = /^[ \t\n\r\v\f]*([+-]?\d+)/;

/** Integer arguments are read as PHP does: blanks, sign, leading digits; anything else is 0 (ECCP §0.2). */
export function phpInt(text: string): number {
  const digits = INTEGER.exec(text)?.[1];
  if (digits === undefined) return 0;
  const value = Number(digits);
  const bounded = Math.min(Math.max(value, Number.MIN_SAFE_INTEGER), Number.MAX_SAFE_INTEGER);
  return bounded === 0 ? 0 : bounded;
}
