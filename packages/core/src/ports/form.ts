/** A form that agents fill in during or after a call (database.md §4.14). */
export interface Form {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly active: boolean;
  /** By their order. */
  readonly fields: readonly FormField[];
}

export interface FormField {
  readonly id: number;
  readonly order: number;
  readonly label: string;
  /** `TEXT`, `TEXTAREA`, `DATE`, `LABEL` or `LIST`. */
  readonly type: string;
  /** What may be chosen in a `LIST`; empty for other types. */
  readonly options: readonly string[];
  /** What stands in the field at first; empty for a `LIST`. */
  readonly defaultValue: string;
}
