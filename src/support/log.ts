// Structured logs.

type Write = (facts: object, message: string) => void

/** The logger interface, which pino implements. Errors go under `err`. */
export type Logger = {
  readonly debug: Write
  readonly info: Write
  readonly warn: Write
  readonly error: Write
}
