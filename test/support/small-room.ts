// A room with a host and a listener, a person outside, and subscriptions to it.

import type { TestContext } from 'node:test'
import type { Viewer } from '../../src/graphql/viewer.ts'
import { type Harness, someone, startGraphql } from './graphql.ts'
import type { Data, TestSubscription } from './graphql-callers.ts'

export const EVENTS = `subscription ($roomId: ID!, $after: Position) {
  roomEvents(roomId: $roomId, after: $after) { position complete events { __typename id position actor { id } } }
}`

/** Opens the room and lets the listener in. */
export async function stage(t: TestContext) {
  const api = await startGraphql(t)
  const host = await someone(api, 'Ada')
  const bea = await someone(api, 'Bea')
  const cy = await someone(api, 'Cy')
  const { roomId } = await api.act(host, 'openRoom', { title: 'Tea' }, 'roomId')
  await api.act(bea, 'joinRoom', { roomId })
  return { api, host, bea, cy, roomId }
}

export const follow = (api: Harness, person: Viewer | null, roomId: string, after: string | null = null) =>
  api.follow(person, EVENTS, { roomId, after })

/** Types of events until one of the type comes, over as many messages as it takes. */
export async function typesUntil(following: TestSubscription, type: string): Promise<string[]> {
  const types: string[] = []
  while (types.at(-1) !== type) {
    const { roomEvents } = await following.next()
    types.push(...roomEvents.events.map((event: Data) => event.__typename))
  }
  return types
}

/** Every event until the subscription ends. */
export async function rest(following: TestSubscription): Promise<Data[]> {
  return (await following.all()).flatMap(({ roomEvents }) => roomEvents.events)
}
