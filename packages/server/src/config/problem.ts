/** One thing that is wrong with the configuration. Never shows the value of a secret. */
export interface Problem {
  /** Where: `eccp.port`, with the variable or flag it came from when it is not in the file. */
  readonly path: string;
  /** `is missing`, `is "twelve"`, `is no setting`. */
  readonly what: string;
  /** What to write instead. */
  readonly instead: string;
}

/** The configuration can't be used; carries every problem, not just the first. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly source: string;
  readonly problems: readonly Problem[];

  /** @param source The file, or where else the settings came from. */
  constructor(source: string, problems: readonly Problem[]) {
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    super([`${source}: ${count}`, ...problems.map((problem) => `  ${describeProblem(problem)}`)].join('\n'));
    this.source = source;
    this.problems = problems;
  }
}

/** `eccp.port is "twelve". Write a number from 0 to 65535, e.g. 20005.` */
export function describeProblem({ path, what, instead }: Problem): string {
  return `${path} ${what}. ${instead}`;
}
