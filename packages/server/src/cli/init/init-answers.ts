/** What `openeccp init` has to know. */
export interface InitAnswers {
  readonly ami: {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly secret: string;
  };
  readonly databaseUrl: string;
  /** Numbers of the pool agents. */
  readonly agents: readonly string[];
  /** A queue in which they are. */
  readonly queue: string;
}
