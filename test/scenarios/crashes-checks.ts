// What must be true after the crashes: of the log, of what was answered, of what was seen, and of what queries answer.

import assert from 'node:assert/strict'
import type { Command } from '../../commands/decider.ts'
import { BEGINNING, type Category, parseStream, type Recorded } from '../../commands/event.ts'
import type { CommandId, UserId } from '../../commands/ids.ts'
import { roomDecider } from '../../commands/room/decide.ts'
import type { RoomEvent } from '../../commands/room/events.ts'
import { comments } from '../../projections/comments.ts'
import { participants } from '../../projections/participants.ts'
import { people } from '../../projections/people.ts'
import { polls } from '../../projections/polls.ts'
import { rooms } from '../../projections/rooms.ts'
import { openSqliteLog } from '../../src/event-log/sqlite.ts'
import { commandIdOf } from '../../src/graphql/commands.ts'
import { systemTime } from '../../src/support/time.ts'
import { uuidV5 } from '../../src/support/uuid.ts'
import { fold } from '../projections/fold-events.ts'
import type { Server } from '../support/server.ts'
import type { Json } from '../support/transport.ts'
import type { Issued, Player } from './crashes-load.ts'

/** All events of a log that no process has open. */
export async function eventsIn(path: string): Promise<Recorded[]> {
  const log = await openSqliteLog(path, systemTime)
  const head = await log.head()
  const controller = new AbortController()
  const events: Recorded[] = []
  for await (const followed of log.follow(BEGINNING, {}, controller.signal)) {
    events.push(...followed.events)
    if (followed.position >= head) controller.abort()
  }
  await log.close()
  return events
}

/** The streams of a room that its people write to. */
const VOICES: ReadonlySet<Category> = new Set(['Room', 'Chat', 'Reactions', 'Polls'])
const isOf = (roomId: string) => (event: Recorded) => {
  const { category, id } = parseStream(event.stream)
  return id === roomId && VOICES.has(category)
}

// Commands ----------------------------------------------------------------------------------------------------------

/** Of these each one that is accepted is a fact. */
export const ALWAYS_WRITE: ReadonlySet<string> = new Set(['openRoom', 'postComment', 'react', 'openPoll'])

/** Sentences about commands whose answers and events do not fit together. */
export function misfits(issued: readonly Issued[], events: readonly Recorded[]): string[] {
  const found: string[] = []
  const written = Map.groupBy(events, event => event.cause.commandId)
  const ids = new Set(events.map(({ id }) => id))
  if (ids.size !== events.length) found.push(`${events.length - ids.size} events have the id of another`)
  const done: Done[] = []
  for (const one of issued) {
    const { commandId: given, roomId } = one.input
    const commandId = commandIdOf(given, one.by as UserId, one.mutation, roomId)
    const own = written.get(commandId) ?? []
    const complain = (what: string) =>
      found.push(`${one.mutation} ${commandId}, lost ${one.lost} times: ${what}`)
    written.delete(commandId)
    if (one.answers.length === 0) complain('no answer')
    if (new Set(one.answers.map(({ position, rejection }) => `${position} ${rejection?.code}`)).size > 1)
      complain(`different answers ${JSON.stringify(one.answers)}`)
    const { position, rejection } = one.answers[0]!
    if (own.some(({ stream, version }, i) => stream !== own[0]!.stream || version !== own[0]!.version + i))
      complain('its events do not stand together')
    if (own.some(({ id }, i) => id !== uuidV5(commandId, String(i))))
      complain('its events are not those of one try')
    if (rejection && own.length > 0) complain(`rejected as ${rejection.code}, and written`)
    if (!rejection && own.length > 0 && own.at(-1)!.position !== position)
      complain(`answered ${position}, written at ${own.at(-1)!.position}`)
    if (!rejection && own.length === 0 && ALWAYS_WRITE.has(one.mutation))
      complain('acknowledged, and not there')
    if (!rejection && own.length === 0) done.push({ ...one, commandId, position: position! })
  }
  for (const [commandId, [event]] of written)
    if (VOICES.has(parseStream(event!.stream).category))
      found.push(`${event!.type} of ${commandId}, which nobody sent`)
  return [...found, ...doneForNothing(done, events)]
}

type Done = Pick<Issued, 'by' | 'mutation' | 'input'> & { commandId: CommandId; position: string }

/** Commands of the stage that were answered as done and wrote nothing: it must have been so already. */
function doneForNothing(done: readonly Done[], events: readonly Recorded[]): string[] {
  const stage = new Set(['joinRoom', 'leaveRoom', 'raiseHand', 'mute', 'unmute', 'stepDown', 'muteEveryone'])
  const waiting = done.filter(({ mutation }) => stage.has(mutation))
  waiting.sort((one, other) => (one.position < other.position ? -1 : 1))
  const story = events.filter(
    ({ stream }) => parseStream(stream).category === 'Room',
  ) as Recorded<RoomEvent>[]
  const found: string[] = []
  let state = roomDecider.initial
  let next = 0
  for (const { mutation, by, commandId, position } of waiting) {
    for (; next < story.length && story[next]!.position <= position; next++)
      state = roomDecider.evolve(state, story[next]!)
    const command: Command = {
      type: mutation[0]!.toUpperCase() + mutation.slice(1),
      data: mutation === 'mute' ? { person: null } : {},
      at: story[next - 1]!.at,
      by: by as UserId,
      commandId,
    }
    const decision = roomDecider.decide(command as never, state, [])
    if (!('accepted' in decision) || decision.accepted.length > 0)
      found.push(`${mutation} ${commandId} was answered as done, and was not: ${JSON.stringify(decision)}`)
  }
  return found
}

// Subscribers -------------------------------------------------------------------------------------------------------

const BETWEEN_TWO = new Set(['InvitedToStage', 'StageInvitationDeclined', 'StageInvitationWithdrawn'])

/** What a subscriber to the room should have been told: each event after its opening that the person may see, once. */
export function shouldHaveSeen(player: Player, isHost: boolean, roomId: string, events: readonly Recorded[]) {
  const opened = events.find(({ type, stream }) => type === 'RoomOpened' && stream === `Room-${roomId}`)!
  const opening = events.findLast(({ cause }) => cause.commandId === opened.cause.commandId)!
  return events
    .filter(event => event.position > opening.position && isOf(roomId)(event))
    .filter(
      ({ type, data }) =>
        isHost || !BETWEEN_TWO.has(type) || (data as { participant: string }).participant === player.id,
    )
    .map(({ position, type }) => `${position} ${type}`)
}

/** Null where the two are the same, else the first place where they are not. */
export function firstDifference(seen: readonly string[], expected: readonly string[]): string | null {
  const length = Math.max(seen.length, expected.length)
  for (let i = 0; i < length; i++)
    if (seen[i] !== expected[i])
      return `at ${i} of ${expected.length}: saw ${seen[i]}, expected ${expected[i]}; ${seen.length} seen`
  return null
}

// Queries -----------------------------------------------------------------------------------------------------------

/** All that queries answer of a room, and of the people. */
export async function answersOf(
  server: Server,
  { token }: Player,
  roomId: string,
  players: readonly Player[],
) {
  const ask = async (query: string, variables: object): Promise<Json> => {
    const { data, errors } = await server.query(query, variables as never, token)
    assert.deepStrictEqual(errors, undefined)
    return data
  }
  const all = async (list: string, first: number, selection: string) => {
    const nodes: Json[] = []
    for (let after: string | null = null; ; ) {
      const { room } = await ask(
        `query($roomId: ID!, $after: String) { room(id: $roomId) {
          ${list}(first: ${first}, after: $after) { nodes { ${selection} } pageInfo { hasNextPage endCursor } }
        } }`,
        { roomId, after },
      )
      nodes.push(...room[list].nodes)
      if (!room[list].pageInfo.hasNextPage) return nodes
      after = room[list].pageInfo.endCursor
    }
  }
  const { room } = await ask(
    `query($roomId: ID!) { room(id: $roomId) {
      phase title handPolicy host { id } listenerCount speakerCount handCount commentCount position stale
      reactions { emoji count }
    } }`,
    { roomId },
  )
  const followed = await Promise.all(
    players.map(({ id }) => ask('query($id: ID!) { person(id: $id) { id name followerCount } }', { id })),
  )
  return {
    room,
    participants: await all(
      'participants',
      200,
      'person { id } role onStage muted mutedByModerator hand { place }',
    ),
    comments: await all('comments', 200, 'id text pinned author { id }'),
    polls: await all('polls', 100, 'id open voteCount options { text votes }'),
    people: followed.map(({ person }) => person),
  }
}

type Answers = Awaited<ReturnType<typeof answersOf>>

/** The same, folded from the log event by event, without projector, store or resolvers. */
export function foldedFrom(events: readonly Recorded[], roomId: string, players: readonly Player[]): Answers {
  const document = fold(rooms, events).get(roomId)!
  const inRoom = [...fold(participants, events).values()]
    .filter(one => one.roomId === roomId && one.present)
    .sort((one, other) => (one.rank! < other.rank! ? -1 : 1))
  const queue = inRoom
    .filter(({ handOrder }) => handOrder !== null)
    .sort((one, other) => one.handOrder! - other.handOrder!)
  const persons = fold(people, events)
  return {
    room: {
      phase: document.phase.toUpperCase(),
      title: document.title,
      handPolicy: document.handPolicy.toUpperCase(),
      host: document.hostId && { id: document.hostId },
      listenerCount: document.listeners,
      speakerCount: document.speakers,
      handCount: document.hands,
      commentCount: document.comments,
      position: events.findLast(isOf(roomId))!.position,
      stale: false,
      reactions: Object.entries(document.reactions)
        .map(([emoji, count]) => ({ emoji, count }))
        .sort((one, other) => other.count - one.count || (one.emoji < other.emoji ? -1 : 1)),
    },
    participants: inRoom.map(one => ({
      person: { id: one.userId },
      role: one.role.toUpperCase(),
      onStage: one.onStage,
      muted: one.muted,
      mutedByModerator: one.mutedByModerator,
      hand: one.handOrder === null ? null : { place: queue.indexOf(one) + 1 },
    })),
    comments: [...fold(comments, events).values()]
      .filter(one => !one.removed)
      .sort((one, other) => (one.postedPosition < other.postedPosition ? 1 : -1))
      .map(({ commentId, text, pinned, author }) => ({
        id: commentId,
        text,
        pinned,
        author: { id: author },
      })),
    polls: [...fold(polls, events).values()]
      .sort((one, other) => other.openedAt - one.openedAt || (one.pollId < other.pollId ? 1 : -1))
      .map(({ pollId, open, voteCount, options }) => ({ id: pollId, open, voteCount, options })),
    people: players.map(({ id, name }) => ({ id, name, followerCount: persons.get(id)!.followers })),
  }
}
