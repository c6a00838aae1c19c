// Compares the documents of a room with the delivered events and with the answers to mutations.

import { setTimeout as pause } from 'node:timers/promises'
import type { DemoPerson } from './person.ts'
import type { DemoSession } from './session.ts'

type Page<N> = { nodes: N[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }
type Room = {
  phase: string
  host: { id: string } | null
  listenerCount: number
  speakerCount: number
  participantCount: number
  handCount: number
  commentCount: number
  reactions: { emoji: string; count: number }[]
}
type Poll = { id: string; open: boolean; voteCount: number; options: { votes: number | null }[] }

/** How long, in milliseconds, messages may take to arrive at the end of a session. */
const SETTLE_TIMEOUT_MS = 10_000

export class Check {
  readonly differences: string[] = []
  made = 0

  same(what: string, one: unknown, other: unknown): void {
    this.made += 1
    const [a, b] = [JSON.stringify(one), JSON.stringify(other)]
    if (a !== b) this.differences.push(`${what}: ${shorten(a)} is not ${shorten(b)}`)
  }
  holds(what: string, condition: boolean): void {
    this.made += 1
    if (!condition) this.differences.push(what)
  }
}

const shorten = (text: string) => (text.length > 200 ? `${text.slice(0, 200)}…` : text)
const sorted = (values: Iterable<string>) => [...values].sort()
const counts = (map: ReadonlyMap<string, number>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1))

/** Checks the room while it is open. */
export async function checkRoom(session: DemoSession, check: Check): Promise<void> {
  const { observer, model, outcomes, roomId, host } = session
  const stayed = session.people.filter(person => person.stays)
  await waitUntilSettled(stayed, observer)
  checkDelivery(session, stayed, check)

  const atLeast = observer.position
  const { room } = await observer.ask<{ room: Room }>(
    `query ($roomId: ID!, $atLeast: Position) { room(id: $roomId, atLeast: $atLeast) {
      phase host { id } listenerCount speakerCount participantCount handCount commentCount reactions { emoji count }
    } }`,
    { roomId, atLeast },
  )
  const people = await all<{ person: { id: string }; onStage: boolean; muted: boolean }>(
    session,
    'participants',
    '',
    'person { id } onStage muted',
  )
  const hands = await all<{ person: { id: string } }>(session, 'hands', '', 'person { id }')
  const comments = await all<{ id: string }>(session, 'comments', '', 'id')
  const pinned = await all<{ id: string }>(session, 'comments', 'pinned: true', 'id')
  const ids = (from: { person: { id: string } }[]) => from.map(({ person }) => person.id)
  const speakers = people.filter(person => person.onStage)

  check.same('participants, listed and delivered', sorted(ids(people)), sorted(model.participants))
  check.same('participants, listed and answered', sorted(ids(people)), sorted(outcomes.present))
  check.same('participants, listed and counted', people.length, room.participantCount)
  check.same('speakers, listed and delivered', sorted(ids(speakers)), sorted(model.speakers))
  check.same('speakers, listed and counted', speakers.length, room.speakerCount)
  check.same('listeners, listed and counted', people.length - speakers.length, room.listenerCount)
  const muted = speakers.filter(person => person.muted)
  check.same('muted, listed and delivered', sorted(ids(muted)), sorted(model.muted))
  check.same('hands, listed and delivered', ids(hands), model.queue())
  check.same('hands, listed and counted', hands.length, room.handCount)
  const shown = comments.map(({ id }) => id)
  check.same('comments, listed and delivered', sorted(shown), sorted(model.comments))
  check.same('comments, listed and answered', sorted(shown), sorted(outcomes.comments))
  check.same('comments, listed and counted', shown.length, room.commentCount)
  check.same('pinned, listed and answered', sorted(pinned.map(({ id }) => id)), sorted(outcomes.pinned))
  check.same('pinned, delivered and answered', sorted(model.pinned), sorted(outcomes.pinned))
  const reactions = new Map(room.reactions.map(({ emoji, count }) => [emoji, count]))
  check.same('reactions, counted and delivered', counts(reactions), counts(model.reactions))
  check.same('reactions, counted and answered', counts(reactions), counts(outcomes.reactions))
  check.same('the host', [room.phase, room.host?.id], ['LIVE', host.id])
  check.same('the host, as delivered', model.host, host.id)
  await checkPolls(session, check)
}

async function checkPolls(session: DemoSession, check: Check): Promise<void> {
  const { model, outcomes, polls } = session
  const listed = await all<Poll>(session, 'polls', '', 'id open voteCount options { votes }')
  check.same(
    'polls, listed and opened',
    sorted(listed.map(({ id }) => id)),
    sorted(polls.map(({ pollId }) => pollId)),
  )
  for (const { pollId, options, secret } of polls) {
    const poll = listed.find(({ id }) => id === pollId)
    const seen = model.polls.get(pollId)
    const votesByOption = poll?.options.map(({ votes }) => votes)
    const name = secret ? 'the secret poll' : 'the poll'
    check.same(`${name}, counted and answered`, votesByOption, outcomes.votesByOption(pollId, options))
    check.same(`${name}, votes`, [poll?.open, poll?.voteCount], [false, outcomes.votes.get(pollId)?.size])
    check.same(`${name}, votes as delivered`, [seen?.open, seen?.votes], [false, poll?.voteCount])
    // Events of a secret poll do not say how people voted.
    const expectedVotes = secret ? Array.from({ length: options }, () => 0) : votesByOption
    check.same(`${name}, counted and delivered`, seen?.votesByOption, expectedVotes)
  }
}

/** Checks that everybody who stayed received every event once and in order. */
function checkDelivery(session: DemoSession, stayed: readonly DemoPerson[], check: Check): void {
  const expected = session.observer.seen
  check.same('positions of the observer', expected, [...new Set(expected)].sort())
  for (const person of stayed) {
    check.same(`events of ${person.name}`, person.seen, expected.slice(firstAfter(expected, person.began)))
  }
  for (const person of session.people) for (const problem of person.problems) check.holds(problem, false)
  for (const problem of session.outcomes.problems) check.holds(problem, false)
  for (const person of session.excluded) {
    check.holds(`${person.name} was removed, but their subscription has not ended`, person.ended)
    const from = firstAfter(expected, person.began)
    check.same(`events of ${person.name}`, person.seen, expected.slice(from, from + person.seen.length))
  }
}

/** Checks the closed room: all subscriptions have ended. */
export async function checkClosed(session: DemoSession, check: Check): Promise<void> {
  const stayed = session.people.filter(person => person.stays)
  const deadline = performance.now() + SETTLE_TIMEOUT_MS
  while (stayed.some(person => !person.ended) && performance.now() < deadline) await pause(20)
  const open = stayed.filter(person => !person.ended).map(person => person.name)
  check.same('subscriptions that are open after the room has closed', open, [])
  check.holds('RoomClosed was not delivered', session.model.closed)
  const { room } = await session.observer.ask<{ room: Room }>(
    'query ($id: ID!) { room(id: $id) { phase participantCount } }',
    {
      id: session.roomId,
    },
  )
  check.same('the closed room', [room.phase, room.participantCount], ['CLOSED', 0])
}

async function waitUntilSettled(people: readonly DemoPerson[], observer: DemoPerson): Promise<void> {
  const deadline = performance.now() + SETTLE_TIMEOUT_MS
  let quietSince = performance.now()
  let last = ''
  while (performance.now() < deadline) {
    if (observer.position !== last) {
      last = observer.position
      quietSince = performance.now()
    }
    const all = people.every(person => person.position >= last)
    if (all && performance.now() - quietSince > 500) return
    await pause(20)
  }
}

async function all<N>(
  { observer, roomId }: DemoSession,
  list: string,
  filter: string,
  fields: string,
): Promise<N[]> {
  const nodes: N[] = []
  const query = `query ($roomId: ID!, $after: String, $atLeast: Position) {
    ${list}(roomId: $roomId, ${filter} first: 100, after: $after, atLeast: $atLeast) {
      nodes { ${fields} } pageInfo { hasNextPage endCursor }
    }
  }`
  let after: string | null = null
  do {
    const variables = { roomId, after, atLeast: observer.position }
    const page: Page<N> = (await observer.ask<Record<string, Page<N>>>(query, variables))[list]!
    nodes.push(...page.nodes)
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
  } while (after !== null)
  return nodes
}

/** The index of the first position after another one. */
function firstAfter(positions: readonly string[], position: string): number {
  const index = positions.findIndex(other => other > position)
  return index < 0 ? positions.length : index
}
