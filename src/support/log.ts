// Structured logs.

type Write = (facts: object, message: string) => void

/** What is asked of a logger; pino's has it. An error goes under `err`. */
export type Logger = {
  readonly debug: Write
  readonly info: Write
  readonly warn: Write
  readonly error: Write
}
