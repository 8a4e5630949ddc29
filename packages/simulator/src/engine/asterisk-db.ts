/** AstDB: keys like `/QPENALTY/8000/agents/P101`, each with a text. */
export class AsteriskDb {
  readonly #entries: Map<string, string>;

  constructor(entries: Readonly<Record<string, string>>) {
    this.#entries = new Map(Object.entries(entries));
  }

  get(family: string, key: string): string | undefined {
    return this.#entries.get(`/${family}/${key}`);
  }

  put(family: string, key: string, value: string): void {
    this.#entries.set(`/${family}/${key}`, value);
  }

  /** @returns false if there was no such entry. */
  delete(family: string, key: string): boolean {
    return this.#entries.delete(`/${family}/${key}`);
  }

  /** Deletes a family, or the part of it under `tree`; returns how many entries went. */
  deleteTree(family: string, tree?: string): number {
    const found = this.list(family, tree);
    for (const [path] of found) this.#entries.delete(path);
    return found.length;
  }

  /** Entries of a family in the order of their keys; all entries without a family. */
  list(family?: string, tree?: string): readonly (readonly [path: string, value: string])[] {
    const prefix = [family, tree].filter((part) => part !== undefined && part !== '').join('/');
    return [...this.#entries]
      .filter(([path]) => prefix === '' || path === `/${prefix}` || path.startsWith(`/${prefix}/`))
      .sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /** Everything, to survive a restart. */
  snapshot(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#entries);
  }
}
