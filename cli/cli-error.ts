/** Exit codes that scripts may rely on. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  notFound: 3,
  refused: 4,
  verificationFailed: 5,
  interrupted: 130,
} as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** An end that is told in one message, with what to do about it. */
export class CliError extends Error {
  readonly exitCode: ExitCode
  /** What the person can do next. */
  readonly advice: string | undefined
  constructor(exitCode: ExitCode, message: string, advice?: string) {
    super(message)
    this.name = 'CliError'
    this.exitCode = exitCode
    this.advice = advice
  }
}
