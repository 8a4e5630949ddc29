/** Values of one `in (…)` at most: databases bound what a statement may hold. */
const BATCH = 500;

/** The items in portions for a statement each; none for no items. */
export function* batchesOf<T>(items: readonly T[]): Iterable<readonly T[]> {
  for (let start = 0; start < items.length; start += BATCH) yield items.slice(start, start + BATCH);
}
