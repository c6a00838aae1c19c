// Shows the session in a terminal: a few lines that are updated in place, or plain lines in a log.

import type { DemoSession } from './session.ts'

export type DemoView = { stop(): void }

/** Milliseconds between two updates. */
const LIVE_INTERVAL_MS = 500
const PLAIN_INTERVAL_MS = 5_000

export function showSession(session: DemoSession, out: NodeJS.WriteStream): DemoView {
  const startedAt = performance.now()
  let taps = 0
  let at = startedAt
  let shown = 0

  function lines(): string[] {
    const { model, outcomes, people } = session
    const now = performance.now()
    const total = sum(model.reactions.values())
    const perSecond = ((total - taps) * 1000) / Math.max(1, now - at)
    taps = total
    at = now
    const events = sum(people.map(person => person.seen.length))
    const [half, most] = [quantile(outcomes.latencies, 0.5), quantile(outcomes.latencies, 0.99)]
    return [
      `${seconds(now - startedAt)}  people ${model.participants.size}  on stage ${model.speakers.size}  hands ${model.hands.size}  host ${displayName(session, model.host)}`,
      `      reactions ${total} (${perSecond.toFixed(0)}/s)  comments ${model.comments.size}  votes ${sum([...model.polls.values()].map(poll => poll.votes))}`,
      `      accepted ${outcomes.accepted}  rejected ${sum(outcomes.rejections.values())}  delivered ${events}  latency p50 ${milliseconds(half)} p99 ${milliseconds(most)}`,
    ]
  }

  function show() {
    const now = lines()
    if (!out.isTTY) return void out.write(`${now.map(line => line.trim()).join('  ')}\n`)
    if (shown > 0) out.write(`\x1b[${shown}A`)
    for (const line of now) out.write(`\x1b[2K${line}\n`)
    shown = now.length
  }

  const timer = setInterval(show, out.isTTY ? LIVE_INTERVAL_MS : PLAIN_INTERVAL_MS)
  return {
    stop() {
      clearInterval(timer)
      show()
    },
  }
}

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0)
const seconds = (ms: number) => `${(ms / 1000).toFixed(0)} s`.padStart(5)
const milliseconds = (ms: number) => `${ms.toFixed(1)} ms`
export const displayName = ({ people }: DemoSession, id: string | null) =>
  people.find(person => person.id === id)?.name ?? 'nobody'

export function quantile(values: readonly number[], share: number): number {
  const ordered = [...values].sort((a, b) => a - b)
  return ordered[Math.min(ordered.length - 1, Math.floor(ordered.length * share))] ?? 0
}
