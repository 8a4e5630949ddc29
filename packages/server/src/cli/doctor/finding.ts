/** What a check found: fine, worth knowing, or to be mended before the server can do its work. */
export interface Finding {
  readonly level: 'ok' | 'warning' | 'failure';
  /** What was looked at: `database`, `rights`. */
  readonly check: string;
  readonly text: string;
  /** How to mend it. */
  readonly remedy?: string;
}

export function ok(check: string, text: string): Finding {
  return { level: 'ok', check, text };
}

export function warning(check: string, text: string, remedy: string): Finding {
  return { level: 'warning', check, text, remedy };
}

export function failure(check: string, text: string, remedy: string): Finding {
  return { level: 'failure', check, text, remedy };
}

const SIGNS = { ok: '✓', warning: '!', failure: '✗' } as const;

/** A finding as lines for a person. */
export function describeFinding({ level, check, text, remedy }: Finding): readonly string[] {
  const line = `${SIGNS[level]} ${check}: ${text}`;
  return remedy === undefined ? [line] : [line, `    ${remedy}`];
}

/** `a, b, c and 7 more`. */
export function listed(names: readonly string[], most = 8): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}
