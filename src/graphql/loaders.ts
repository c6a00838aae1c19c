// What one operation reads, each thing once, and many things in one round trip.

import DataLoader from 'dataloader'
import type { UserId } from '../../commands/ids.ts'
import { LIMITS } from '../../commands/user/decide.ts'
import { type BlockDocument, blocks } from '../../projections/blocks.ts'
import { type CommentDocument, comments } from '../../projections/comments.ts'
import { type FollowDocument, follows } from '../../projections/follows.ts'
import { type InterestDocument, interests } from '../../projections/interests.ts'
import { type ParticipantDocument, participantKey, participants } from '../../projections/participants.ts'
import { type PersonDocument, people } from '../../projections/people.ts'
import { type PollDocument, polls } from '../../projections/polls.ts'
import type { Stored } from '../../projections/projection.ts'
import type { RoomDocument } from '../../projections/room-document.ts'
import { rooms } from '../../projections/rooms.ts'
import { type VoteDocument, votes } from '../../projections/votes.ts'
import type { Collection, ReadStore } from '../read-store/read-store.ts'
import type { HandParent } from './parents.ts'
import type { Viewer } from './viewer.ts'

type Loader<D extends object> = DataLoader<string, Stored<D> | null>

/** By the keys of the projections' documents. */
export type Loaders = {
  readonly room: Loader<RoomDocument>
  readonly person: Loader<PersonDocument>
  readonly participant: Loader<ParticipantDocument>
  readonly comment: Loader<CommentDocument>
  readonly poll: Loader<PollDocument>
  readonly vote: Loader<VoteDocument>
  readonly follow: Loader<FollowDocument>
  readonly block: Loader<BlockDocument>
  readonly interest: Loader<InterestDocument>
  /** The place of a hand in the queue: 1 for the next. */
  readonly handPlace: DataLoader<HandParent, number, string>
  /** Whom the viewer follows, the latest first. */
  following(): Promise<readonly UserId[]>
}

const HANDS_A_TIME = 500

/** Made anew for each operation and each message: what they loaded once they answer for ever. */
export function createLoaders({ readStore }: { readStore: ReadStore }, viewer: Viewer | null): Loaders {
  return new OperationLoaders(readStore, viewer)
}

/** A class, because it is made for every operation: an object with so many getters of its own takes microseconds. */
class OperationLoaders implements Loaders {
  readonly #readStore: ReadStore
  readonly #viewer: Viewer | null
  /** Most operations and messages need few of them, or none. */
  readonly #made = new Map<string, unknown>()

  constructor(readStore: ReadStore, viewer: Viewer | null) {
    this.#readStore = readStore
    this.#viewer = viewer
  }

  get room() {
    return this.#of<RoomDocument>(rooms)
  }
  get person() {
    return this.#of<PersonDocument>(people)
  }
  get participant() {
    return this.#of<ParticipantDocument>(participants)
  }
  get comment() {
    return this.#of<CommentDocument>(comments)
  }
  get poll() {
    return this.#of<PollDocument>(polls)
  }
  get vote() {
    return this.#of<VoteDocument>(votes)
  }
  get follow() {
    return this.#of<FollowDocument>(follows)
  }
  get block() {
    return this.#of<BlockDocument>(blocks)
  }
  get interest() {
    return this.#of<InterestDocument>(interests)
  }
  get handPlace() {
    return this.#once(
      'handPlace',
      () =>
        new DataLoader<HandParent, number, string>(hands => placesOf(this.#readStore, hands), {
          cacheKeyFn: hand => participantKey(hand.roomId, hand.userId),
        }),
    )
  }

  following() {
    return this.#once('following', () => followedBy(this.#readStore, this.#viewer))
  }

  #of<D extends object>(collection: Collection<D>): Loader<D> {
    return this.#once(
      collection.name,
      () => new DataLoader<string, Stored<D> | null>(keys => this.#readStore.loadMany(collection, keys)),
    )
  }

  #once<T>(name: string, make: () => T): T {
    const made = (this.#made.get(name) as T | undefined) ?? make()
    this.#made.set(name, made)
    return made
  }
}

async function followedBy(readStore: ReadStore, viewer: Viewer | null): Promise<readonly UserId[]> {
  if (!viewer) return []
  const equal = { follower: viewer.userId }
  const found = await readStore.list<FollowDocument>(follows, {
    index: 'byFollower',
    equal,
    // A person's own list is read whole.
    limit: LIMITS.following,
    backwards: true,
  })
  return found.map(({ document }) => document.followed)
}

/** One hand is counted to; of many of one room, the queue is read from the first of them to the last. */
async function placesOf(readStore: ReadStore, hands: readonly HandParent[]): Promise<number[]> {
  const places = new Map<string, number>()
  const byRoom = Map.groupBy(hands, hand => hand.roomId)
  await Promise.all(
    [...byRoom].map(async ([roomId, ofRoom]) => {
      const queue = { index: 'byHand', equal: { roomId } }
      const [first, ...others] = [...ofRoom].sort((a, b) => a.order - b.order)
      if (!first) return
      let place = cursorOf(first)
      let before = await readStore.count(participants, { ...queue, before: place })
      places.set(place.key, ++before)
      const last = others.at(-1)?.order
      while (last !== undefined && place.order < last) {
        const next = await readStore.list<ParticipantDocument>(participants, {
          ...queue,
          after: place,
          limit: HANDS_A_TIME,
        })
        for (const { key } of next) places.set(key, ++before)
        const end = next.at(-1)
        if (!end || end.document.handOrder === null) break
        place = { order: end.document.handOrder, key: end.key }
      }
    }),
  )
  // A hand that was lowered since it was read stands behind those that are up.
  return hands.map(hand => places.get(cursorOf(hand).key) ?? places.size + 1)
}

function cursorOf({ roomId, userId, order }: HandParent): { order: number; key: string } {
  return { order, key: participantKey(roomId, userId) }
}
