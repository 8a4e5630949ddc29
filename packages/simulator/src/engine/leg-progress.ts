/** How a dialled leg fails, in the words of `DialEnd`. */
export type LegFailure = 'BUSY' | 'CONGESTION' | 'CHANUNAVAIL';

/** News of a leg that somebody dials. */
export type LegProgress =
  | { readonly kind: 'ringing' }
  | { readonly kind: 'answered' }
  | { readonly kind: 'failed'; readonly status: LegFailure };
