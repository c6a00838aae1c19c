// What a query shows of a room, followed by `roomEvents(after: position)`, is the room: nothing is lost, nothing counts
// twice. Twelve people write all the time. ROSTRUM_SNAPSHOTS says how many snapshots are taken of each shape.

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { ask, type DemoDevice, openDevice } from '../../demo/client.ts'
import { createRandom, type Random } from '../../demo/random.ts'
import { enginesMissing, startCluster } from '../support/cluster.ts'
import { installed } from '../support/engines.ts'
import { ferret, secantus } from '../support/mongo-servers.ts'
import { type Server, startServer } from '../support/server.ts'
import { until } from '../support/until.ts'

const SNAPSHOTS = Number(process.env.ROSTRUM_SNAPSHOTS || 200)
const WRITERS = 12
const READERS = 3
/** Comments of one person that are there at once: all of them fit into a page. */
const MOST_COMMENTS = 12
const EMOJI = ['👏', '🔥', '😂']

const ROOM = `query ($roomId: ID!, $atLeast: Position) { room(id: $roomId, atLeast: $atLeast) {
  position countsPosition participantCount handCount commentCount reactions { emoji count }
  comments(first: 200) { nodes { id } }
  hands(first: 100) { nodes { person { id } } }
  participants(first: 100) { nodes { person { id } } }
  polls { nodes { id voteCount options { votes } countsPosition } }
} }`
const EVENTS = `subscription ($roomId: ID!, $after: Position) { roomEvents(roomId: $roomId, after: $after) {
  complete
  events {
    __typename position
    ... on CommentPosted { commentId } ... on CommentRemoved { commentId } ... on Reacted { emoji }
    ... on Voted { pollId option } ... on VoteChanged { pollId from to }
    ... on HandRaised { participant { id } } ... on HandLowered { participant { id } }
    ... on ParticipantJoined { participant { id } } ... on ParticipantLeft { participant { id } }
  }
} }`

type Snapshot = {
  readonly position: string
  readonly countsPosition: string
  readonly participantCount: number
  readonly handCount: number
  readonly commentCount: number
  readonly reactions: readonly { readonly emoji: string; readonly count: number }[]
  readonly comments: { readonly nodes: readonly { readonly id: string }[] }
  readonly hands: { readonly nodes: readonly { readonly person: { readonly id: string } }[] }
  readonly participants: { readonly nodes: readonly { readonly person: { readonly id: string } }[] }
  readonly polls: {
    readonly nodes: readonly {
      readonly id: string
      readonly voteCount: number
      readonly options: readonly { readonly votes: number }[]
      readonly countsPosition: string
    }[]
  }
}
type HeardEvent = {
  readonly __typename: string
  readonly position: string
  readonly commentId?: string
  readonly emoji?: string
  readonly pollId?: string
  readonly option?: number
  readonly from?: number
  readonly to?: number
  readonly participant?: { readonly id: string }
}

/** A room as a client keeps it. */
class KeptRoom {
  readonly #from: Snapshot
  readonly #comments: Set<string>
  readonly #hands: Set<string>
  readonly #people: Set<string>
  readonly #reactions: Map<string, number>
  readonly #polls: Map<string, { votes: number[]; readonly countsPosition: string }>
  #commentCount: number
  #handCount: number
  #participantCount: number

  constructor(from: Snapshot) {
    this.#from = from
    this.#comments = new Set(from.comments.nodes.map(({ id }) => id))
    this.#hands = new Set(from.hands.nodes.map(({ person }) => person.id))
    this.#people = new Set(from.participants.nodes.map(({ person }) => person.id))
    this.#reactions = new Map(from.reactions.map(({ emoji, count }) => [emoji, count]))
    this.#polls = new Map(
      from.polls.nodes.map(({ id, options, countsPosition }) => [
        id,
        { votes: options.map(({ votes }) => votes), countsPosition },
      ]),
    )
    this.#commentCount = from.commentCount
    this.#handCount = from.handCount
    this.#participantCount = from.participantCount
  }

  apply(event: HeardEvent): void {
    if (event.position <= this.#from.position) return
    const counts = event.position > this.#from.countsPosition
    const person = event.participant?.id
    switch (event.__typename) {
      case 'CommentPosted':
        this.#comments.add(event.commentId!)
        if (counts) this.#commentCount += 1
        break
      case 'CommentRemoved':
        this.#comments.delete(event.commentId!)
        if (counts) this.#commentCount -= 1
        break
      case 'Reacted':
        if (counts) this.#reactions.set(event.emoji!, (this.#reactions.get(event.emoji!) ?? 0) + 1)
        break
      case 'HandRaised':
        this.#hands.add(person!)
        if (counts) this.#handCount += 1
        break
      case 'HandLowered':
        this.#hands.delete(person!)
        if (counts) this.#handCount -= 1
        break
      case 'ParticipantJoined':
        this.#people.add(person!)
        if (counts) this.#participantCount += 1
        break
      case 'ParticipantLeft':
        this.#people.delete(person!)
        if (counts) this.#participantCount -= 1
        break
      case 'Voted':
      case 'VoteChanged':
        this.#vote(event)
    }
  }

  #vote({ pollId, position, option, from, to }: HeardEvent): void {
    const poll = this.#polls.get(pollId!)!
    if (position <= poll.countsPosition) return
    if (option !== undefined) poll.votes[option]! += 1
    if (from !== undefined) poll.votes[from]! -= 1
    if (to !== undefined) poll.votes[to]! += 1
  }

  get contents() {
    return {
      comments: [...this.#comments].sort(),
      hands: [...this.#hands].sort(),
      people: [...this.#people].sort(),
      reactions: Object.fromEntries([...this.#reactions].sort()),
      polls: [...this.#polls].map(([id, { votes }]) => [id, votes]),
      counts: [this.#commentCount, this.#handCount, this.#participantCount],
    }
  }
}

/** Somebody who writes until the last snapshot is taken. */
class Writer {
  readonly #device: DemoDevice
  readonly #roomId: string
  readonly #pollId: string
  readonly #random: Random
  readonly #own: string[] = []
  position = ''

  constructor(device: DemoDevice, roomId: string, pollId: string, random: Random) {
    this.#device = device
    this.#roomId = roomId
    this.#pollId = pollId
    this.#random = random
  }

  async write(over: () => boolean): Promise<void> {
    while (!over()) await this.#once()
  }

  async #once(): Promise<void> {
    const random = this.#random
    switch (random.integer(6)) {
      case 0:
        return this.#act('react', { emoji: random.pick(EMOJI) })
      case 1:
        return this.#act('vote', { pollId: this.#pollId, option: random.integer(3) })
      case 2:
        return this.#act(random.pick(['raiseHand', 'lowerHand']), {})
      case 3:
        return this.#act(random.pick(['joinRoom', 'joinRoom', 'leaveRoom']), {})
      default:
        if (this.#own.length < MOST_COMMENTS && random.chance(0.6))
          return this.#act('postComment', { text: 'Yes' })
        if (this.#own.length > 0) return this.#act('removeComment', { commentId: this.#own.shift()! })
    }
  }

  async #act(mutation: string, input: object): Promise<void> {
    const { position, rejection, commentId } = await this.#device.act(mutation, {
      roomId: this.#roomId,
      ...input,
    })
    if (rejection) assert.ok(['NOT_IN_ROOM', 'HAND_NOT_RAISED'].includes(rejection.code), rejection.code)
    if (position) this.position = position
    if (commentId) this.#own.push(commentId)
  }
}

async function takeSnapshots(urls: readonly string[], first: Server): Promise<void> {
  const people = await Promise.all(
    Array.from({ length: WRITERS + 1 }, (_, index) => first.signIn(`Person ${index}`)),
  )
  const devices = people.map(({ token }, index) => openDevice(urls[index % urls.length]!, token))
  const [host, ...others] = devices as [DemoDevice, ...DemoDevice[]]
  const roomId = randomUUID()
  const { position: after } = await host.act('openRoom', { roomId, title: 'Busy' })
  const { pollId } = await host.act('openPoll', { roomId, question: 'Which?', options: ['a', 'b', 'c'] })
  for (const device of others) await device.act('joinRoom', { roomId })

  const heard: HeardEvent[] = []
  const follow = (device: DemoDevice, next: (event: HeardEvent) => void) =>
    device.follow<{ roomEvents: { complete: boolean; events: HeardEvent[] } }>(
      EVENTS,
      { roomId, after },
      ({ roomEvents }) => {
        assert.ok(roomEvents.complete)
        for (const event of roomEvents.events) next(event)
      },
    )
  const following = follow(host, event => void heard.push(event))

  let taken = 0
  const isOver = () => taken >= SNAPSHOTS
  const writers = others.map((device, index) => new Writer(device, roomId, pollId!, createRandom(index)))
  const snapshots: Snapshot[] = []
  const { token } = people[0]!
  const read = async (url: string, atLeast?: string) =>
    (await ask<{ room: Snapshot }>(url, token, ROOM, { roomId, atLeast })).room
  const reader = async (index: number) => {
    while (taken++ < SNAPSHOTS) snapshots.push(await read(urls[index % urls.length]!))
  }
  await Promise.all([
    ...writers.map(writer => writer.write(isOver)),
    ...Array.from({ length: READERS }, (_, index) => reader(index)),
  ])

  const end = (await host.act('postComment', { roomId, text: 'The end' })).position!
  await until(() =>
    heard.at(-1)?.position === end ? null : `heard of events up to ${heard.at(-1)?.position} of ${end}`,
  )
  const last = new KeptRoom(await read(urls[0]!, end)).contents
  for (const snapshot of snapshots) {
    const room = new KeptRoom(snapshot)
    for (const event of heard) room.apply(event)
    assert.deepStrictEqual(
      room.contents,
      last,
      `from ${snapshot.position}, counts ${snapshot.countsPosition}`,
    )
  }
  assert.strictEqual(snapshots.length, SNAPSHOTS)
  // Writers were at work meanwhile.
  assert.ok(new Set(snapshots.map(({ position }) => position)).size > 20)
  for (const device of devices) device.close()
  await following
}

const SETTINGS = { ALLOWANCE_SCALE: '1000000', PRESENCE_GRACE_MS: '3600000' }
const nothingIsLost =
  'a room that was read while people write becomes the room by the events after its position'

test(`${nothingIsLost}, on the embedded engines`, async t => {
  const server = await startServer(t, SETTINGS)
  await takeSnapshots([server.url], server)
})

for (const kind of [ferret, secantus])
  installed(enginesMissing(kind), `snapshots on ${kind.name}`, () =>
    test(`${nothingIsLost}, on EventStoreDB, NATS and ${kind.name}`, async t => {
      const cluster = await startCluster(t, kind)
      const first = await cluster.start('api', SETTINGS)
      const [second] = await Promise.all([
        cluster.start('api', SETTINGS),
        cluster.start('projector', SETTINGS),
        cluster.start('projector', SETTINGS),
      ])
      await takeSnapshots([first.url, second!.url], first)
    }),
  )
