/** What a command has besides its arguments: the terminal, the environment, and ways to ask and to wait. */
export type Io = {
  out(text: string): void
  /** Bytes as they are. */
  write(bytes: Uint8Array): void
  /** For progress and advice: never part of what is piped on. */
  err(text: string): void
  /** Whether a person reads `out`: then there are tables that fit, and colours. */
  isTerminal: boolean
  columns: number
  env: NodeJS.ProcessEnv
  home: string
  readStdin(): Promise<string>
  /** True: whoever is there agrees. */
  confirm(question: string): Promise<boolean>
  askSecret(question: string): Promise<string>
  openInBrowser(url: string): void
  sleep(ms: number, signal: AbortSignal | undefined): Promise<void>
  now(): Date
  /** Ends with Ctrl+C. */
  signal: AbortSignal
}

/** A command that can't do what it was asked; `exitCode` is one of `EXIT_CODES`. */
export class CommandFailure extends Error {
  readonly exitCode: number
  constructor(message: string, exitCode: number) {
    super(message)
    this.exitCode = exitCode
  }
}

export const usage = (message: string): CommandFailure => new CommandFailure(message, 2)
