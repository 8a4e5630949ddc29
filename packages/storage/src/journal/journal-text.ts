/** Stands for a map, of which JSON knows nothing. */
const MAP = '$map';

/** A value of the floor as text: plain data and maps. */
export function toText(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (part instanceof Map ? { [MAP]: [...part] } : part));
}

/** The value that {@link toText} has written, frozen. What was undefined is absent. */
export function fromText(text: string): unknown {
  return JSON.parse(text, (_, part: unknown) => {
    if (typeof part !== 'object' || part === null) return part;
    return isMap(part) ? new Map(part[MAP]) : Object.freeze(part);
  });
}

function isMap(part: object): part is { readonly [MAP]: readonly (readonly [unknown, unknown])[] } {
  return MAP in part && Array.isArray(part[MAP]);
}
