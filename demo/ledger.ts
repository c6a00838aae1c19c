// What the people of the evening were told was done, by the answers to their mutations.

import type { MutationPayload } from './client.ts'
import type { DemoPerson } from './person.ts'

export class Ledger {
  readonly present = new Set<string>()
  readonly reactions = new Map<string, number>()
  readonly comments = new Set<string>()
  readonly pinned = new Set<string>()
  /** The last vote of each person, by poll. */
  readonly votes = new Map<string, Map<string, number>>()
  readonly rejections = new Map<string, number>()
  /** What should have been done and was not. */
  readonly troubles: string[] = []
  accepted = 0
  /** When a mutation set out, by the position that it wrote: for the latency to a subscriber. */
  readonly #sent = new Map<string, number>()
  readonly #arrived = new Map<string, number>()
  readonly latencies: number[] = []

  /** Does it and notes what came of it; true when it was accepted. `expected`: a refusal is a trouble. */
  async act(
    person: DemoPerson,
    mutation: string,
    input: object,
    { expected = true }: { expected?: boolean } = {},
  ): Promise<MutationPayload | null> {
    const begun = performance.now()
    let payload: MutationPayload
    try {
      payload = await person.act(mutation, input)
    } catch (error) {
      this.troubles.push(`${person.name} could not ${mutation}: ${(error as Error).message}`)
      return null
    }
    if (payload.rejection) {
      const { code } = payload.rejection
      this.rejections.set(code, (this.rejections.get(code) ?? 0) + 1)
      if (expected) this.troubles.push(`${person.name} was refused to ${mutation}: ${code}`)
      return null
    }
    this.accepted += 1
    if (payload.position !== null) this.#meet(this.#sent, this.#arrived, payload.position, begun)
    return payload
  }

  /** A subscriber was given the event of this position. */
  arrived(position: string): void {
    this.#meet(this.#arrived, this.#sent, position, performance.now())
  }

  // The answer and the event race: whichever is second makes the pair.
  #meet(mine: Map<string, number>, others: Map<string, number>, position: string, at: number): void {
    const other = others.get(position)
    if (other === undefined) return void mine.set(position, at)
    others.delete(position)
    this.latencies.push(Math.abs(at - other))
  }

  tally(pollId: string, options: number): number[] {
    const tally = Array.from({ length: options }, () => 0)
    for (const option of this.votes.get(pollId)?.values() ?? []) tally[option] = tally[option]! + 1
    return tally
  }
}
