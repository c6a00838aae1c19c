// Keeps the streams that are in use warm, and evicts the least recently used.

import type { Decider } from '../../commands/decider.ts'
import { parseStream, type StreamName } from '../../commands/event.ts'
import type { Mailbox } from './mailbox.ts'

/** How many streams stay warm, and how many command ids these may remember together. */
export type WarmStreamLimits = { readonly streams: number; readonly commands: number }

export type WarmStreams = {
  of(stream: StreamName): Mailbox
  /** Call it when a mailbox finished a batch or its state was read. Evicts the least recently used beyond the limits. */
  used(mailbox: Mailbox): void
}

export function createWarmStreams(
  deciders: readonly Decider[],
  limits: WarmStreamLimits,
  create: (decider: Decider, stream: StreamName) => Mailbox,
): WarmStreams {
  const decidersByCategory = new Map(deciders.map(decider => [decider.category, decider]))
  /** Least recently used first. */
  const mailboxes = new Map<StreamName, Mailbox>()
  const weights = new Map<Mailbox, number>()
  let weight = 0

  function of(stream: StreamName): Mailbox {
    const known = mailboxes.get(stream)
    if (known) return known
    const { category } = parseStream(stream)
    const decider = decidersByCategory.get(category)
    if (!decider) throw new TypeError(`the gate has no decider for ${category}`)
    const mailbox = create(decider, stream)
    mailboxes.set(stream, mailbox)
    return mailbox
  }

  function updateWeight(mailbox: Mailbox): void {
    weight += mailbox.state.weight - (weights.get(mailbox) ?? 0)
    weights.set(mailbox, mailbox.state.weight)
  }

  const tooMany = () => mailboxes.size > limits.streams || weight > limits.commands

  function evict(used: Mailbox): void {
    for (const [stream, mailbox] of mailboxes) {
      if (!tooMany()) return
      if (mailbox.pending > 0 || mailbox === used) continue
      mailboxes.delete(stream)
      weight -= weights.get(mailbox) ?? 0
      weights.delete(mailbox)
    }
  }

  return {
    of,
    used(mailbox) {
      const { stream } = mailbox.state
      mailboxes.delete(stream)
      mailboxes.set(stream, mailbox)
      updateWeight(mailbox)
      if (tooMany()) evict(mailbox)
    },
  }
}
