/** What a table of a file lacks, by key: of every row the last state, `undefined` when it is to go. */
export class UnsavedRows<Row> {
  readonly #inFile: Set<string>;
  readonly #rows = new Map<string, Row | undefined>();

  /** @param inFile the keys of the rows that the file has */
  constructor(inFile: Iterable<string>) {
    this.#inFile = new Set(inFile);
  }

  /** Whatever comes and goes while the file can't be written must not fill the memory. */
  set(key: string, row: Row | undefined): void {
    if (row === undefined && !this.#inFile.has(key)) this.#rows.delete(key);
    else this.#rows.set(key, row);
  }

  [Symbol.iterator](): Iterator<[string, Row | undefined]> {
    return this.#rows[Symbol.iterator]();
  }

  /** The file has them now. */
  saved(): void {
    for (const [key, row] of this.#rows) {
      if (row === undefined) this.#inFile.delete(key);
      else this.#inFile.add(key);
    }
    this.#rows.clear();
  }
}
