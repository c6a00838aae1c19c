// Records the outcomes of the mutations of a session, and the latency to a subscriber.

import type { MutationPayload } from './client.ts'
import type { DemoPerson } from './person.ts'

export class DemoOutcomes {
  readonly present = new Set<string>()
  readonly reactions = new Map<string, number>()
  readonly comments = new Set<string>()
  readonly pinned = new Set<string>()
  /** The last vote of each person, by poll. */
  readonly votes = new Map<string, Map<string, number>>()
  readonly rejections = new Map<string, number>()
  /** Mutations that failed or were rejected unexpectedly. */
  readonly problems: string[] = []
  accepted = 0
  /** When each mutation was sent, by the position of its event. */
  readonly #sent = new Map<string, number>()
  readonly #arrived = new Map<string, number>()
  readonly latencies: number[] = []

  /** Sends a mutation. Resolves to its payload, or to null if it failed. `expected` counts a rejection as a problem. */
  async act(
    person: DemoPerson,
    mutation: string,
    input: object,
    { expected = true }: { expected?: boolean } = {},
  ): Promise<MutationPayload | null> {
    const startedAt = performance.now()
    let payload: MutationPayload
    try {
      payload = await person.act(mutation, input)
    } catch (error) {
      this.problems.push(`${person.name} could not ${mutation}: ${(error as Error).message}`)
      return null
    }
    if (payload.rejection) {
      const { code } = payload.rejection
      this.rejections.set(code, (this.rejections.get(code) ?? 0) + 1)
      if (expected) this.problems.push(`${person.name} was rejected for ${mutation}: ${code}`)
      return null
    }
    this.accepted += 1
    if (payload.position !== null) this.#match(this.#sent, this.#arrived, payload.position, startedAt)
    return payload
  }

  /** Call it when a subscriber receives the event of this position. */
  arrived(position: string): void {
    this.#match(this.#arrived, this.#sent, position, performance.now())
  }

  // The answer and the event arrive in any order. The second one completes the pair.
  #match(own: Map<string, number>, others: Map<string, number>, position: string, at: number): void {
    const other = others.get(position)
    if (other === undefined) return void own.set(position, at)
    others.delete(position)
    this.latencies.push(Math.abs(at - other))
  }

  votesByOption(pollId: string, options: number): number[] {
    const votesByOption = Array.from({ length: options }, () => 0)
    for (const option of this.votes.get(pollId)?.values() ?? [])
      votesByOption[option] = votesByOption[option]! + 1
    return votesByOption
  }
}
