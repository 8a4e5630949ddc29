/** What Asterisk dials to reach a contact, or why it can't be told. */
export type DialString =
  | { readonly kind: 'dial'; readonly dial: string }
  | { readonly kind: 'unusable'; readonly reason: string };

/** A contact's number may hold these and nothing else (dialer.md §13.1). */
const NUMBER = /^[\d*#]+$/;
/** Technologies whose trunks are dialled as `Tech/trunk/number`. */
const BY_SLASH = /^(SIP|IAX2?|DAHDI|Zap)\/[\w.-]+$/i;
const PJSIP_TRUNK = /^PJSIP\/([\w.-]+)$/i;
const CUSTOM = /^[A-Za-z][A-Za-z0-9]*\/[\w.@$/;*#-]+$/;

/**
 * Turns a campaign's trunk into what Asterisk dials (dialer.md §7): no trunk leaves it to the dial plan, `$OUTNUM$` in a text
 * stands for the number, else it names a trunk.
 *
 * @param context where the dial plan is asked, e.g. `from-internal`
 */
export function dialString(trunk: string | undefined, number: string, context: string): DialString {
  if (!NUMBER.test(number)) return unusable(`the number ${number} has more in it than digits, * and #`);
  if (trunk === undefined || trunk === '') return { kind: 'dial', dial: `Local/${number}@${context}` };
  if (trunk.includes('$OUTNUM$')) {
    const dial = trunk.replaceAll('$OUTNUM$', number);
    return CUSTOM.test(trunk) ? { kind: 'dial', dial } : unusable(`the trunk ${trunk} can't be dialled`);
  }
  const endpoint = PJSIP_TRUNK.exec(trunk)?.[1];
  if (endpoint !== undefined) return { kind: 'dial', dial: `PJSIP/${number}@${endpoint}` };
  if (BY_SLASH.test(trunk)) return { kind: 'dial', dial: `${trunk}/${number}` };
  return unusable(
    `the trunk ${trunk} is none that can be dialled: name one as PJSIP/NAME or SIP/NAME, or write the whole with $OUTNUM$`,
  );
}

function unusable(reason: string): DialString {
  return { kind: 'unusable', reason };
}
