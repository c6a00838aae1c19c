// What happens in rooms, told once, for any system that answers at these URLs.

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { PersistentClient } from '../support/persistent-client.ts'
import { until } from '../support/until.ts'

/** The processes that answer clients; people are spread over them. */
export type Urls = readonly string[]

type Room = {
  readonly phase: string
  readonly host: { readonly id: string } | null
  readonly participantCount: number
  readonly speakerCount: number
  readonly handCount: number
  readonly reactions: readonly { readonly emoji: string; readonly count: number }[]
}

const ROOM = `query ($roomId: ID!, $atLeast: Position) { room(id: $roomId, atLeast: $atLeast) {
  phase host { id } participantCount speakerCount handCount reactions { emoji count } } }`

const LONG = { timeout: 60_000 }

async function gather(urls: Urls, count: number): Promise<{ roomId: string; people: PersistentClient[] }> {
  const people = await Promise.all(
    Array.from({ length: count }, (_, i) =>
      PersistentClient.signIn(urls[i % urls.length]!, `PersistentClient ${i}`),
    ),
  )
  const roomId = randomUUID()
  await done(people[0]!, 'openRoom', { roomId, title: 'A scenario' })
  people[0]!.hold(roomId)
  await Promise.all(
    people.slice(1).map(async person => {
      await done(person, 'joinRoom', { roomId })
      person.hold(roomId)
    }),
  )
  return { roomId, people }
}

async function done(person: PersistentClient, mutation: string, input: object): Promise<string> {
  const { position, rejection } = await person.act(mutation, input)
  assert.deepStrictEqual(rejection, null, mutation)
  return position!
}

/** Everybody who follows has been told the same, once, in order, up to a position; and a query shows it. */
async function settled(people: readonly PersistentClient[], roomId: string, position: string): Promise<Room> {
  for (const person of people)
    await until(() => (person.position >= position ? null : `one is at ${person.position}`), LONG)
  const [first, ...others] = people.map(person => publicEvents(person, position))
  assert.deepStrictEqual(first, [...new Set(first)].sort())
  for (const other of others) assert.deepStrictEqual(other, first)
  for (const person of people) assert.deepStrictEqual(person.problems, [])
  const { room } = await people.at(-1)!.ask<{ room: Room }>(ROOM, { roomId, atLeast: position })
  for (const person of people) person.goAway()
  return room
}

const FOR_SOME = new Set(['InvitedToStage', 'StageInvitationDeclined', 'StageInvitationWithdrawn'])
const publicEvents = (person: PersistentClient, upTo: string) =>
  person.seen
    .filter(event => !FOR_SOME.has(event.__typename) && event.position <= upTo)
    .map(event => event.position)

export const scenarios: Readonly<Record<string, (urls: Urls) => Promise<void>>> = {
  async 'ten people, one stage'(urls) {
    const { roomId, people } = await gather(urls, 10)
    const [host, ...guests] = people as [PersistentClient, ...PersistentClient[]]
    for (const guest of guests.slice(0, 5)) await done(guest, 'raiseHand', { roomId })
    for (let i = 0; i < 2; i++) await done(host, 'bringOnStage', { roomId })
    const invited = guests[6]!
    await done(host, 'inviteToStage', { roomId, personId: invited.id })
    await done(invited, 'acceptStageInvitation', { roomId })
    const last = await done(guests[0]!, 'stepDown', { roomId })
    const { phase, participantCount, speakerCount, handCount } = await settled(people, roomId, last)
    assert.deepStrictEqual([phase, participantCount, speakerCount, handCount], ['LIVE', 10, 3, 3])
  },

  async 'the host drops'(urls) {
    const { roomId, people } = await gather(urls, 4)
    const [host, moderator, ...others] = people as [PersistentClient, PersistentClient, ...PersistentClient[]]
    await done(host, 'appointModerator', { roomId, personId: moderator.id })
    host.goAway()
    const hostOf = async () => (await moderator.ask<{ room: Room | null }>(ROOM, { roomId })).room?.host?.id
    await until(async () => ((await hostOf()) === moderator.id ? null : 'the moderator is not host'), LONG)
    const last = await done(others[0]!, 'react', { roomId, emoji: '👏' })
    const { host: now, participantCount } = await settled([moderator, ...others], roomId, last)
    assert.deepStrictEqual([now?.id, participantCount], [moderator.id, 3])
  },

  async 'a burst of reactions'(urls) {
    const { roomId, people } = await gather(urls, 6)
    const taps = people.flatMap(person => Array.from({ length: 20 }, (_, i) => ({ person, i })))
    const positions = await Promise.all(
      taps.map(({ person, i }) => done(person, 'react', { roomId, emoji: i % 2 ? '🔥' : '👏' })),
    )
    const { reactions } = await settled(people, roomId, positions.sort().at(-1)!)
    const counts = Object.fromEntries(reactions.map(({ emoji, count }) => [emoji, count]))
    assert.deepStrictEqual(counts, { '👏': 60, '🔥': 60 })
  },

  async 'a poll'(urls) {
    const { roomId, people } = await gather(urls, 7)
    const [host, ...voters] = people as [PersistentClient, ...PersistentClient[]]
    const question = { roomId, question: 'Louder?', options: ['Yes', 'No'] }
    const { pollId } = await host.act('openPoll', question)
    await Promise.all(voters.map((voter, i) => done(voter, 'vote', { roomId, pollId, option: i % 2 })))
    await done(voters[0]!, 'vote', { roomId, pollId, option: 1 })
    const last = await done(host, 'closePoll', { roomId, pollId })
    await settled(people, roomId, last)
    type Polls = { room: { polls: { nodes: { voteCount: number; options: { votes: number }[] }[] } } }
    const { room } = await host.ask<Polls>(
      'query ($roomId: ID!, $atLeast: Position) { room(id: $roomId, atLeast: $atLeast) { polls { nodes { voteCount options { votes } } } } }',
      { roomId, atLeast: last },
    )
    assert.deepStrictEqual(
      room.polls.nodes.map(poll => [poll.voteCount, poll.options.map(option => option.votes)]),
      [[6, [2, 4]]],
    )
  },
}
