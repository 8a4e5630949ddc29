/** Settings as they were written, before they are checked. */
export interface Settings {
  /** The mapping at the root of the YAML file. */
  readonly values: Mapping;
  /** Of paths that are not from the file: the variable or flag that set them. */
  readonly origins: Map<string, string>;
}

export type Mapping = Record<string, unknown>;

export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Sets one value, whatever was there, and remembers what set it. `path` is dotted: `asterisk.secret`. */
export function setSetting(settings: Settings, path: string, value: unknown, origin: string): void {
  put(settings.values, path.split('.'), value);
  settings.origins.set(path, origin);
}

/** The value at a path, through mappings and lists; undefined when there is none. */
export function settingAt(values: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce((place, key) => {
    if (Array.isArray(place)) return place[Number(key)];
    return isMapping(place) ? place[String(key)] : undefined;
  }, values);
}

function put(place: Mapping, [key, ...rest]: readonly string[], value: unknown): void {
  if (key === undefined) return;
  if (rest.length === 0) {
    place[key] = value;
    return;
  }
  const existing = place[key];
  const child = isMapping(existing) ? existing : {};
  place[key] = child;
  put(child, rest, value);
}
