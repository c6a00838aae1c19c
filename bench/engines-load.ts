// Sends reactions at a constant rate and measures when subscribers receive them.

import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { type Client, createClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import { systemTime, timeout } from '../src/support/time.ts'
import { percentile } from './part.ts'
import { token } from './served.ts'

export type EngineLoad = {
  /** The URLs of the APIs. */
  readonly urls: readonly string[]
  readonly rooms: number
  readonly seconds: number
  /** Of all rooms together, per second. */
  readonly perSecond: number
  /** Called after the warm-up. */
  begun(): Promise<void>
}

/** How long, in milliseconds, to wait for an answer or an event. */
const PATIENCE = 30_000

type Answer = { readonly position: string | null; readonly rejection: { readonly code: string } | null }
type Room = { readonly roomId: string; readonly actor: Client }

const FOLLOW = 'subscription ($roomId: ID!) { roomEvents(roomId: $roomId) { events { position } } }'
type RoomEventsData = { readonly roomEvents: { readonly events: readonly { readonly position: string }[] } }

/** Resolves when all events are delivered, to the milliseconds from each mutation to its event. */
export async function loadRooms({ urls, rooms, seconds, perSecond, begun }: EngineLoad) {
  const told = new Map<string, number>()
  const clients: Client[] = []
  const connect = async (index: number) => {
    const client = await person(urls[index % urls.length]!, `Person ${clients.length}`)
    clients.push(client)
    return client
  }
  const open = async (index: number): Promise<Room> => {
    const [actor, follower] = [await connect(index), await connect(index + 1)]
    const roomId = randomUUID()
    await act(actor, 'openRoom', { roomId, title: 'Evening' })
    await act(follower, 'joinRoom', { roomId })
    const next = ({ data }: { data?: RoomEventsData | null }) => {
      for (const { position } of data?.roomEvents.events ?? []) told.set(position, performance.now())
    }
    const done = (error?: unknown) => {
      if (error) throw error
    }
    follower.subscribe<RoomEventsData>(
      { query: FOLLOW, variables: { roomId } },
      { next, error: done, complete: done },
    )
    return { roomId, actor }
  }
  const opened: Room[] = []
  for (let i = 0; i < rooms; i++) opened.push(await open(i))

  /** When the mutation of each event was sent, by position. */
  const play = async (count: number) => {
    const left = new Map<string, number>()
    const start = performance.now()
    const answers: Promise<unknown>[] = []
    for (let i = 0; i < count; i++) {
      await pause(Math.max(0, start + (i * 1_000) / perSecond - performance.now()))
      const { roomId, actor } = opened[i % opened.length]!
      const at = performance.now()
      answers.push(act(actor, 'react', { roomId, emoji: '👏' }).then(position => left.set(position, at)))
    }
    await timeout(systemTime, Promise.all(answers), PATIENCE, 'the answer to a reaction')
    const until = performance.now() + PATIENCE
    for (;;) {
      const missing = [...left.keys()].filter(position => !told.has(position)).length
      if (missing === 0) return left
      if (performance.now() > until) throw new Error(`${missing} events were not delivered`)
      await pause(5)
    }
  }
  // Waits for the first events, which are delivered only once the subscribers listen.
  await play(Math.ceil(perSecond))
  await begun()
  const left = await play(Math.ceil(seconds * perSecond))
  const took = [...left].map(([position, at]) => told.get(position)! - at)
  for (const client of clients) await client.dispose()
  return { events: left.size, half: percentile(took, 50), most: percentile(took, 99) }
}

async function person(url: string, name: string): Promise<Client> {
  const client = createClient({
    url: url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${await token()}` },
    lazy: false,
  })
  await act(client, 'register', { name })
  return client
}

/** Resolves to the position of its event. */
async function act(client: Client, mutation: string, input: object): Promise<string> {
  const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`
  const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { position rejection { code } } }`
  const variables = { input: { commandId: randomUUID(), ...input } }
  for await (const { data, errors } of client.iterate<Record<string, Answer>>({ query, variables })) {
    const answer = data?.[mutation]
    if (errors || !answer?.position || answer.rejection) throw new Error(JSON.stringify(errors ?? answer))
    return answer.position
  }
  throw new Error(`${mutation} got no answer`)
}
