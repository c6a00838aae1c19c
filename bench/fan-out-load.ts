// Runs thousands of subscribers in a process of its own, on commands of the server process that started it.

import { type Dialect, dialects, tokenOf } from './fan-out-dialects.ts'
import { type BenchRoom, Subscriber } from './fan-out-subscriber.ts'
import { percentile } from './part.ts'

export type LoadOrder =
  | {
      readonly do: 'admit'
      readonly port: number
      readonly dialect: string
      readonly count: number
      readonly extra: Extra
    }
  /** Sends one event, and answers when everybody has received it. */
  | { readonly do: 'single' }
  /** Sends events at a rate for a time, then waits at most as long for the rest. */
  | { readonly do: 'storm'; readonly rate: number; readonly seconds: number }
  /** Adds subscribers that read nothing. */
  | { readonly do: 'stall'; readonly count: number }
  | { readonly do: 'leave' }
  /** Publishes events while nobody is subscribed. */
  | { readonly do: 'miss'; readonly events: number }
  /** Reconnects all subscribers at once. They have to receive the missed events. */
  | { readonly do: 'return'; readonly missed: number }

/** What only some servers need: a secret to sign tokens with, a room, the document of the subscription. */
export type Extra = {
  readonly secret?: string
  readonly roomId?: string
  readonly query?: string
  /** Who publishes, and by which mutation; absent: the server does when it is told to. */
  readonly host?: string
  readonly command?: string
}

/** Milliseconds; `lost`: events that somebody was not given in time; `faults`: sockets that failed or were closed. */
export type LoadAnswer = {
  readonly took: number
  readonly latencies: { readonly half: number; readonly most: number }
  readonly lost: number
  readonly faults: number
}

/** Connections that are opened at a time. */
const AT_ONCE = 250
class Load implements BenchRoom {
  readonly port: number
  readonly dialect: Dialect
  readonly #extra: Extra
  readonly #count: number
  readonly #publish: (event: number) => void
  #subscribers: Subscriber[] = []
  #ready = 0
  #faults = 0
  #wrong = 0
  #leaving = false
  /** When each event was due, by its number. */
  #due: number[] = []
  #latencies: number[] = []
  #expected = 0
  #done = 0
  #whenDone = () => {}

  constructor(order: Extract<LoadOrder, { do: 'admit' }>, publish: (event: number) => void) {
    this.port = order.port
    this.dialect = dialects[order.dialect]!
    this.#extra = order.extra
    this.#count = order.count
    this.#publish = publish
  }

  words({ id, position }: Subscriber) {
    const { secret, roomId = '', query = '' } = this.#extra
    return { id, query, roomId, after: position, token: secret ? tokenOf(secret, id) : '' }
  }

  isReady(subscriber: Subscriber): void {
    if (subscriber.ready) return
    subscriber.ready = true
    this.#ready++
  }

  given(subscriber: Subscriber, events: number): void {
    if (subscriber.close) {
      const now = performance.now()
      for (let n = 0; n < events; n++) {
        const due = this.#due[subscriber.count + n]
        if (due !== undefined) this.#latencies.push(now - due)
      }
    }
    subscriber.count += events
    if (subscriber.count === this.#expected && ++this.#done === this.#subscribers.length) this.#whenDone()
    if (subscriber.count > this.#expected && this.#expected > 0) this.#wrong++
  }

  disorder(): void {
    this.#wrong++
  }

  gone(_subscriber: Subscriber): void {
    if (!this.#leaving) this.#faults++
  }

  async admit(positions: readonly (string | null)[] = []): Promise<number> {
    this.#leaving = false
    this.#ready = 0
    this.#subscribers = []
    const begun = performance.now()
    while (this.#ready < this.#count) {
      const open = this.#subscribers.length
      const room = positions.length > 0 ? this.#count : AT_ONCE
      for (let i = open; i < Math.min(this.#count, this.#ready + room); i++)
        this.#subscribers.push(new Subscriber(this, i, positions[i] ?? null))
      if (performance.now() - begun > 120_000) throw new Error(`only ${this.#ready} were admitted`)
      await pause(1)
    }
    return performance.now() - begun
  }

  async single(): Promise<LoadAnswer> {
    this.#expect(1)
    const begun = performance.now()
    const done = this.#allDone(60_000)
    this.#publish(0)
    await done
    return this.#answer(performance.now() - begun)
  }

  async storm(rate: number, seconds: number): Promise<LoadAnswer> {
    const events = Math.round(rate * seconds)
    this.#expect(events)
    const begun = performance.now()
    const done = this.#allDone(seconds * 2_000)
    for (let event = 0; event < events; event++) {
      const due = begun + (event * 1_000) / rate
      while (performance.now() < due) await pause(Math.min(5, due - performance.now()))
      this.#due.push(due)
      this.#publish(event)
    }
    await done
    return this.#answer(performance.now() - begun)
  }

  async miss(events: number): Promise<void> {
    for (let event = 0; event < events; event++) {
      this.#publish(event)
      await pause(1)
    }
  }

  /** They are in the room like the others, but are not counted. */
  async stall(count: number): Promise<void> {
    let stalled = 0
    const crowd: BenchRoom = {
      port: this.port,
      dialect: this.dialect,
      words: subscriber => this.words(subscriber),
      isReady(subscriber) {
        if (subscriber.ready) return
        subscriber.ready = true
        subscriber.socket.pause()
        stalled++
      },
      given() {},
      disorder() {},
      gone() {},
    }
    for (let i = 0; i < count; i++) new Subscriber(crowd, i, null)
    while (stalled < count) await pause(5)
  }

  leave(): void {
    this.#leaving = true
    for (const { socket } of this.#subscribers) socket.destroy()
  }

  async return(missed: number): Promise<LoadAnswer> {
    const positions = this.#subscribers.map(({ position }) => position)
    this.#expect(missed)
    const begun = performance.now()
    this.#done = 0
    const done = this.#allDone(120_000)
    await this.admit(positions)
    await done
    return this.#answer(performance.now() - begun)
  }

  #expect(events: number): void {
    for (const subscriber of this.#subscribers) subscriber.count = 0
    this.#expected = events
    this.#done = 0
    this.#due = []
    this.#latencies = []
  }

  #allDone(patience: number): Promise<void> {
    return new Promise(resolve => {
      const timer = setTimeout(resolve, patience)
      this.#whenDone = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  #answer(took: number): LoadAnswer {
    const lost = this.#subscribers.reduce((sum, { count }) => sum + Math.max(0, this.#expected - count), 0)
    const latencies = { half: percentile(this.#latencies, 50), most: percentile(this.#latencies, 99) }
    return { took, latencies, lost, faults: this.#faults + this.#wrong }
  }
}

/** Each event is a mutation of the host's, over a socket of their own; or the server is told to publish it. */
async function publisher({
  port,
  extra,
}: Extract<LoadOrder, { do: 'admit' }>): Promise<(event: number) => void> {
  const { command, host, secret, roomId } = extra
  if (!command || !host || !secret) return event => process.send!({ publish: event })
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws')
  const say = (message: object) => socket.send(JSON.stringify(message))
  await new Promise<void>(resolve => {
    socket.onopen = () => say({ type: 'connection_init', payload: { authorization: tokenOf(secret, host) } })
    socket.onmessage = ({ data }) => {
      if (data.includes('connection_ack')) resolve()
      if (data.includes('"errors"') || data.includes('"code"')) throw new Error(`a mutation failed: ${data}`)
    }
  })
  return event =>
    say({ id: `${event}`, type: 'subscribe', payload: { query: command, variables: { roomId } } })
}

function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, Math.max(1, milliseconds)))
}

if (process.send) {
  let load: Load | null = null
  const follow = async (order: LoadOrder): Promise<object> => {
    if (order.do === 'admit') {
      load = new Load(order, await publisher(order))
      return { took: await load.admit() }
    }
    if (!load) throw new Error('nobody was admitted')
    if (order.do === 'single') return load.single()
    if (order.do === 'storm') return load.storm(order.rate, order.seconds)
    if (order.do === 'return') return load.return(order.missed)
    if (order.do === 'stall') await load.stall(order.count)
    else if (order.do === 'miss') await load.miss(order.events)
    else load.leave()
    return {}
  }
  process.on('message', (order: LoadOrder) => {
    follow(order).then(
      answer => process.send!({ answer }),
      error => process.send!({ error: String(error) }),
    )
  })
  process.on('disconnect', () => process.exit())
}
