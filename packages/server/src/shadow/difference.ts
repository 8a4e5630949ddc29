/** Something that the two servers do not agree on. */
export type Difference =
  /** One of them told what the other did not. */
  | {
      readonly kind: 'only-legacy' | 'only-here';
      readonly subject: string;
      readonly what: string;
      readonly detail: string;
    }
  /** Both told it, but not the same of it. */
  | {
      readonly kind: 'event-differs' | 'status-differs';
      readonly subject: string;
      readonly what: string;
      readonly field: string;
      readonly legacy: string;
      readonly here: string;
    };

/** One line for people. */
export function differenceLine(difference: Difference): string {
  const { subject, what } = difference;
  switch (difference.kind) {
    case 'only-legacy':
      return `${subject}: only the old server told ${what}${difference.detail}`;
    case 'only-here':
      return `${subject}: only OpenECCP told ${what}${difference.detail}`;
    case 'event-differs':
    case 'status-differs': {
      const { field, legacy, here } = difference;
      return `${subject}: ${field} of ${what} is ${shown(legacy)} at the old server, ${shown(here)} at OpenECCP`;
    }
  }
}

function shown(value: string): string {
  return value === '' ? 'absent' : value;
}
