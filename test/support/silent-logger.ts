import type { Logger } from '../../src/support/log.ts'

/** A logger for tests that do not look at what is logged. */
export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} }
