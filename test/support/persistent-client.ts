// A client that continues through every fault: it repeats a command until it is answered, and resumes a room from the last
// position.

import { randomUUID } from 'node:crypto'
import { after } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { type Client, createClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import type { UserId } from '../../commands/ids.ts'
import { ask } from '../../demo/client.ts'
import { commandIdOf } from '../../src/graphql/commands.ts'
import { createBackoff } from '../../src/support/backoff.ts'

const ROOM_EVENTS = `subscription ($roomId: ID!, $after: Position) {
  roomEvents(roomId: $roomId, after: $after) { position complete events { __typename position } }
}`

type Event = { readonly __typename: string; readonly position: string }
type Message = {
  readonly roomEvents: {
    readonly position: string
    readonly complete: boolean
    readonly events: readonly Event[]
  }
}
export type GuestAnswer = {
  readonly position: string | null
  readonly caughtUp: boolean
  readonly rejection: { readonly code: string } | null
  readonly pollId?: string
}

const BEGINNING = '0'.repeat(20)
/** How long a person goes on trying one thing, in milliseconds. */
const PATIENCE = 120_000
/** Waits between tries, in milliseconds: hundreds who came back at once would keep away what they wait for. */
const AGAIN = { firstMs: 100, maxMs: 3_000 }
/** Hundreds of people are told the same: they keep one copy of it. */
const told = new Map<string, Event>()

/** Whoever still follows a room: after a test that failed they would keep its process up for ever. */
const following = new Set<PersistentClient>()
after(() => {
  for (const guest of following) guest.goAway()
})

export class PersistentClient {
  readonly id: string
  /** All events that were told, in the order of their coming. */
  readonly seen: Event[] = []
  /** Messages that could not promise to be complete, and subscriptions that were refused. */
  readonly problems: string[] = []
  /** The ids of the commands that were acknowledged as accepted. */
  readonly acknowledged: string[] = []
  /** How long the slowest answer was waited for, in milliseconds. */
  slowest = 0
  readonly #url: string
  readonly #token: string
  #client: Client | null = null
  #position = BEGINNING
  #away = false

  constructor(url: string, id: string, token: string) {
    this.#url = url
    this.id = id
    this.#token = token
  }

  static async signIn(url: string, name: string): Promise<PersistentClient> {
    type SignedIn = { signInForDevelopment: { token: string; person: { id: string } } }
    const query = 'mutation ($name: String!) { signInForDevelopment(name: $name) { token person { id } } }'
    const { signInForDevelopment } = await patiently(() => ask<SignedIn>(url, null, query, { name }))
    return new PersistentClient(url, signInForDevelopment.person.id, signInForDevelopment.token)
  }

  /** The same person, on another device that reaches another process. */
  at(url: string): PersistentClient {
    return new PersistentClient(url, this.id, this.#token)
  }

  get position(): string {
    return this.#position
  }

  /** Resolves with the answer, whatever it is; throws where none came within a long while. */
  async act(mutation: string, input: object): Promise<GuestAnswer> {
    const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`
    const made = mutation === 'openPoll' ? 'pollId' : ''
    const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { position caughtUp rejection { code } ${made} } }`
    const commandId = randomUUID()
    const begun = performance.now()
    const answer = await patiently(async () => {
      const data = await ask<Record<string, GuestAnswer>>(this.#url, this.#token, query, {
        input: { commandId, ...input },
      })
      const payload = data[mutation]!
      if (payload.rejection?.code === 'RATE_LIMITED') throw new Error('rate limited')
      return payload
    })
    this.slowest = Math.max(this.slowest, performance.now() - begun)
    const { roomId } = input as { roomId?: string }
    // As the log has it.
    if (!answer.rejection) this.acknowledged.push(commandIdOf(commandId, this.id as UserId, mutation, roomId))
    return answer
  }

  ask<T>(query: string, variables: object = {}): Promise<T> {
    return patiently(() => ask<T>(this.#url, this.#token, query, variables))
  }

  /** From the first event of the room on. */
  hold(roomId: string): void {
    following.add(this)
    void this.#follow(roomId)
  }

  goAway(): void {
    following.delete(this)
    this.#away = true
    void this.#client?.dispose()
  }

  async #follow(roomId: string): Promise<void> {
    const backoff = createBackoff(AGAIN, Math.random)
    while (!this.#away) {
      await new Promise<void>(resolve => {
        this.#client = createClient({
          url: `${this.#url.replace(/^http/, 'ws')}/graphql`,
          webSocketImpl: WebSocket,
          connectionParams: { authorization: `Bearer ${this.#token}` },
          retryAttempts: 0,
        })
        this.#client.subscribe<Message>(
          { query: ROOM_EVENTS, variables: { roomId, after: this.#position } },
          {
            next: ({ data, errors }) => {
              if (errors) this.problems.push(errors[0]!.message)
              if (!data) return
              backoff.reset()
              this.#take(data)
            },
            error: () => resolve(),
            complete: () => resolve(),
          },
        )
      })
      void this.#client?.dispose()
      await pause(backoff.next())
    }
  }

  #take({ roomEvents: { position, complete, events } }: Message): void {
    if (!complete) this.problems.push('something may be missing')
    for (const event of events) {
      // Logs of several backends in one process have equal positions for other events.
      const key = `${event.position} ${event.__typename}`
      if (!told.has(key)) told.set(key, event)
      this.seen.push(told.get(key)!)
    }
    this.#position = position
  }
}

async function patiently<T>(work: () => Promise<T>): Promise<T> {
  const end = performance.now() + PATIENCE
  const backoff = createBackoff(AGAIN, Math.random)
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (performance.now() > end) throw error
      await pause(backoff.next())
    }
  }
}
