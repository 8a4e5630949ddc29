/** How the program ends; `openeccp --help` lists them. */
export const EXIT_OK = 0;
/** Refused or failed: a problem in the configuration, a taken port, a check of `doctor`. */
export const EXIT_FAILED = 1;
/** The command line itself is wrong. */
export const EXIT_USAGE = 2;
/** The database, or another server that the command needs, can't be reached. */
export const EXIT_UNREACHABLE = 3;

export type ExitCode = typeof EXIT_OK | typeof EXIT_FAILED | typeof EXIT_USAGE | typeof EXIT_UNREACHABLE;
