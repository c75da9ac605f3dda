/** Something the person must change: printed without a stack. Anything else that is thrown is a bug and keeps its stack. */
export class FtlintError extends Error {
  override readonly name = 'FtlintError';
  readonly code: string;
  /** What to do, often a command to paste. */
  readonly hint: string | undefined;
  readonly exitCode: number;

  /** A file of the bundle that is loaded later has a class of its own: the name is what they share. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return (value as Error | null | undefined)?.name === 'FtlintError';
  }

  constructor(code: string, message: string, hint?: string, exitCode = 2) {
    super(message);
    this.code = code;
    this.hint = hint;
    this.exitCode = exitCode;
  }
}
