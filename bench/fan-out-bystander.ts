// Measures the latency of commands and events in a quiet room while another room of the same process is busy. Runs in a
// process of its own, because that of the other subscribers is busy.

import { randomUUID } from 'node:crypto'
import { tokenOf } from './fan-out-dialects.ts'
import { percentile } from './part.ts'

export type Noticed = {
  /** Milliseconds from a command to its answer, 99th percentile. */
  readonly answered: number
  /** Milliseconds from a command to the delivery of its event, 99th percentile. */
  readonly told: number
}

/** Milliseconds between two commands. */
const EVERY = 25

const QUERY = `subscription($roomId: ID!) { roomEvents(roomId: $roomId) { events { ... on Reacted { emoji } } } }`
const REACT = `mutation($roomId: ID!) {
  react(input: { roomId: $roomId, emoji: "👏" }) { caughtUp rejection { code } } }`

class Bystander {
  readonly #socket: WebSocket
  readonly #roomId = randomUUID()
  readonly #answers = new Map<string, () => void>()
  #wake = () => {}
  #answered: number[] = []
  #told: number[] = []
  #acting: Promise<void> = Promise.resolve()
  #stopping = false

  constructor(port: number) {
    this.#socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws')
  }

  async enter(token: string): Promise<void> {
    await new Promise<void>(resolve => {
      this.#socket.onopen = () => this.#say({ type: 'connection_init', payload: { authorization: token } })
      this.#socket.onmessage = ({ data }) => {
        if (JSON.parse(data).type === 'connection_ack') resolve()
      }
    })
    this.#socket.onmessage = ({ data }) => this.#hear(data)
    await this.#do('mutation { register(input: { name: "Bystander" }) { rejection { code } } }')
    await this.#do(
      `mutation { openRoom(input: { roomId: "${this.#roomId}", title: "Quiet" }) { rejection { code } } }`,
    )
    const opened = this.#heardOfRoom()
    this.#say({
      id: 'room',
      type: 'subscribe',
      payload: { query: QUERY, variables: { roomId: this.#roomId } },
    })
    await opened
  }

  begin(): void {
    this.#answered = []
    this.#told = []
    this.#stopping = false
    this.#acting = this.#act()
  }

  async stop(): Promise<Noticed> {
    this.#stopping = true
    await this.#acting
    return { answered: percentile(this.#answered, 99), told: percentile(this.#told, 99) }
  }

  async #act(): Promise<void> {
    while (!this.#stopping) {
      const begun = performance.now()
      const told = this.#heardOfRoom().then(() => this.#told.push(performance.now() - begun))
      await this.#do(REACT, { roomId: this.#roomId })
      this.#answered.push(performance.now() - begun)
      await told
      await new Promise(resolve => setTimeout(resolve, EVERY))
    }
  }

  #do(query: string, variables: object = {}): Promise<void> {
    const id = randomUUID()
    this.#say({ id, type: 'subscribe', payload: { query, variables } })
    return new Promise(resolve => this.#answers.set(id, resolve))
  }

  #heardOfRoom(): Promise<void> {
    return new Promise(resolve => {
      this.#wake = resolve
    })
  }

  #hear(data: string): void {
    const { id, type } = JSON.parse(data)
    if (data.includes('"errors"') || data.includes('"code"')) throw new Error(`a mutation failed: ${data}`)
    if (type !== 'next') return
    if (id === 'room') this.#wake()
    else this.#answers.get(id)?.()
    this.#answers.delete(id)
  }

  #say(message: object): void {
    this.#socket.send(JSON.stringify(message))
  }
}

export type BystanderOrder =
  | { readonly do: 'enter'; readonly port: number; readonly secret: string }
  | { readonly do: 'begin' }
  | { readonly do: 'stop' }

if (process.send) {
  let bystander: Bystander | null = null
  const follow = async (order: BystanderOrder): Promise<object | null> => {
    if (order.do === 'enter') {
      bystander = new Bystander(order.port)
      await bystander.enter(tokenOf(order.secret, randomUUID()))
      return {}
    }
    if (order.do === 'stop') return bystander!.stop()
    bystander!.begin()
    return null
  }
  process.on('message', (order: BystanderOrder) => {
    follow(order).then(
      answer => answer && process.send!({ answer }),
      error => process.send!({ error: String(error) }),
    )
  })
  process.on('disconnect', () => process.exit())
}
