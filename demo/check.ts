// What the API says at the end, against what was delivered, against what was answered.

import { setTimeout as pause } from 'node:timers/promises'
import type { Evening } from './evening.ts'
import type { DemoPerson } from './person.ts'

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

/** Milliseconds that messages may still be under way when the evening is over. */
const SETTLE_WITHIN = 10_000

export class Check {
  readonly complaints: string[] = []
  made = 0

  same(what: string, one: unknown, other: unknown): void {
    this.made += 1
    const [a, b] = [JSON.stringify(one), JSON.stringify(other)]
    if (a !== b) this.complaints.push(`${what}: ${shorten(a)} is not ${shorten(b)}`)
  }
  holds(what: string, condition: boolean): void {
    this.made += 1
    if (!condition) this.complaints.push(what)
  }
}

const shorten = (text: string) => (text.length > 200 ? `${text.slice(0, 200)}…` : text)
const sorted = (values: Iterable<string>) => [...values].sort()
const counts = (map: ReadonlyMap<string, number>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1))

/** While the room is still open. */
export async function checkRoom(evening: Evening, check: Check): Promise<void> {
  const { witness, model, ledger, roomId, host } = evening
  const stayed = evening.people.filter(person => person.stays)
  await settled(stayed, witness)
  checkDelivery(evening, stayed, check)

  const atLeast = witness.position
  const { room } = await witness.ask<{ room: Room }>(
    `query ($roomId: ID!, $atLeast: Position) { room(id: $roomId, atLeast: $atLeast) {
      phase host { id } listenerCount speakerCount participantCount handCount commentCount reactions { emoji count }
    } }`,
    { roomId, atLeast },
  )
  const people = await all<{ person: { id: string }; onStage: boolean; muted: boolean }>(
    evening,
    'participants',
    '',
    'person { id } onStage muted',
  )
  const hands = await all<{ person: { id: string } }>(evening, 'hands', '', 'person { id }')
  const comments = await all<{ id: string }>(evening, 'comments', '', 'id')
  const pinned = await all<{ id: string }>(evening, 'comments', 'pinned: true', 'id')
  const ids = (from: { person: { id: string } }[]) => from.map(({ person }) => person.id)
  const speakers = people.filter(person => person.onStage)

  check.same('participants, listed and delivered', sorted(ids(people)), sorted(model.participants))
  check.same('participants, listed and answered', sorted(ids(people)), sorted(ledger.present))
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
  check.same('comments, listed and answered', sorted(shown), sorted(ledger.comments))
  check.same('comments, listed and counted', shown.length, room.commentCount)
  check.same('pinned, listed and answered', sorted(pinned.map(({ id }) => id)), sorted(ledger.pinned))
  check.same('pinned, delivered and answered', sorted(model.pinned), sorted(ledger.pinned))
  const reactions = new Map(room.reactions.map(({ emoji, count }) => [emoji, count]))
  check.same('reactions, counted and delivered', counts(reactions), counts(model.reactions))
  check.same('reactions, counted and answered', counts(reactions), counts(ledger.reactions))
  check.same('the host', [room.phase, room.host?.id], ['LIVE', host.id])
  check.same('the host, as delivered', model.host, host.id)
  await checkPolls(evening, check)
}

async function checkPolls(evening: Evening, check: Check): Promise<void> {
  const { model, ledger, polls } = evening
  const listed = await all<Poll>(evening, 'polls', '', 'id open voteCount options { votes }')
  check.same(
    'polls, listed and opened',
    sorted(listed.map(({ id }) => id)),
    sorted(polls.map(({ pollId }) => pollId)),
  )
  for (const { pollId, options, secret } of polls) {
    const poll = listed.find(({ id }) => id === pollId)
    const seen = model.polls.get(pollId)
    const tally = poll?.options.map(({ votes }) => votes)
    const name = secret ? 'the secret poll' : 'the poll'
    check.same(`${name}, counted and answered`, tally, ledger.tally(pollId, options))
    check.same(`${name}, votes`, [poll?.open, poll?.voteCount], [false, ledger.votes.get(pollId)?.size])
    check.same(`${name}, votes as delivered`, [seen?.open, seen?.votes], [false, poll?.voteCount])
    // How people vote in a secret poll is nobody's business.
    const told = secret ? Array.from({ length: options }, () => 0) : tally
    check.same(`${name}, counted and delivered`, seen?.tally, told)
  }
}

/** Each who stayed saw each event once, in order, and all of them. */
function checkDelivery(evening: Evening, stayed: readonly DemoPerson[], check: Check): void {
  const truth = evening.witness.seen
  check.same('positions of the witness', truth, [...new Set(truth)].sort())
  for (const person of stayed) {
    check.same(`events of ${person.name}`, person.seen, truth.slice(firstAfter(truth, person.began)))
  }
  for (const person of evening.people) for (const trouble of person.troubles) check.holds(trouble, false)
  for (const trouble of evening.ledger.troubles) check.holds(trouble, false)
  for (const person of evening.excluded) {
    check.holds(`${person.name} was put out, and their subscription has not ended`, person.ended)
    const from = firstAfter(truth, person.began)
    check.same(`events of ${person.name}`, person.seen, truth.slice(from, from + person.seen.length))
  }
}

/** After the host closed it: everybody's subscription has ended, and the room says so. */
export async function checkClosed(evening: Evening, check: Check): Promise<void> {
  const stayed = evening.people.filter(person => person.stays)
  const patience = performance.now() + SETTLE_WITHIN
  while (stayed.some(person => !person.ended) && performance.now() < patience) await pause(20)
  const open = stayed.filter(person => !person.ended).map(person => person.name)
  check.same('subscriptions that outlive the room', open, [])
  check.holds('the room was not closed for its subscribers', evening.model.closed)
  const { room } = await evening.witness.ask<{ room: Room }>(
    'query ($id: ID!) { room(id: $id) { phase participantCount } }',
    {
      id: evening.roomId,
    },
  )
  check.same('the closed room', [room.phase, room.participantCount], ['CLOSED', 0])
}

async function settled(people: readonly DemoPerson[], witness: DemoPerson): Promise<void> {
  const patience = performance.now() + SETTLE_WITHIN
  let quietSince = performance.now()
  let last = ''
  while (performance.now() < patience) {
    if (witness.position !== last) {
      last = witness.position
      quietSince = performance.now()
    }
    const all = people.every(person => person.position >= last)
    if (all && performance.now() - quietSince > 500) return
    await pause(20)
  }
}

async function all<N>(
  { witness, roomId }: Evening,
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
    const variables = { roomId, after, atLeast: witness.position }
    const page: Page<N> = (await witness.ask<Record<string, Page<N>>>(query, variables))[list]!
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
