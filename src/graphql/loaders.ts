// The loaders of one operation: each document is read once, and many in one round trip.

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

/** One loader per kind of document, by document key. */
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
  /** The rank of a hand in the queue: 1 is next. */
  readonly queueRank: DataLoader<HandParent, number, string>
  /** The people the viewer follows, latest first. */
  following(): Promise<readonly UserId[]>
}

/** Hands in one read of the queue. */
const HANDS_PER_READ = 500

/** Create new loaders for each operation and each subscription message, because they cache what they loaded. */
export function createLoaders({ readStore }: { readStore: ReadStore }, viewer: Viewer | null): Loaders {
  return new OperationLoaders(readStore, viewer)
}

/** A class, because one is created per operation and an object literal with this many getters costs microseconds. */
class OperationLoaders implements Loaders {
  readonly #readStore: ReadStore
  readonly #viewer: Viewer | null
  /** Loaders are created on first use: most operations need few of them, or none. */
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
  get queueRank() {
    return this.#once(
      'queueRank',
      () =>
        new DataLoader<HandParent, number, string>(hands => queueRanks(this.#readStore, hands), {
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
    // The whole list: a person can follow no more than this.
    limit: LIMITS.following,
    backwards: true,
  })
  return found.map(({ document }) => document.followed)
}

/** The ranks of hands. Counts up to the first hand of each room, then reads the queue from there to the last hand. */
async function queueRanks(readStore: ReadStore, hands: readonly HandParent[]): Promise<number[]> {
  const ranks = new Map<string, number>()
  const byRoom = Map.groupBy(hands, hand => hand.roomId)
  await Promise.all(
    [...byRoom].map(async ([roomId, ofRoom]) => {
      const queue = { index: 'byHand', equal: { roomId } }
      const [first, ...others] = [...ofRoom].sort((a, b) => a.order - b.order)
      if (!first) return
      let cursor = cursorOf(first)
      let before = await readStore.count(participants, { ...queue, before: cursor })
      ranks.set(cursor.key, ++before)
      const last = others.at(-1)?.order
      while (last !== undefined && cursor.order < last) {
        const next = await readStore.list<ParticipantDocument>(participants, {
          ...queue,
          after: cursor,
          limit: HANDS_PER_READ,
        })
        for (const { key } of next) ranks.set(key, ++before)
        const end = next.at(-1)
        if (!end || end.document.handOrder === null) break
        cursor = { order: end.document.handOrder, key: end.key }
      }
    }),
  )
  // A hand that was lowered since it was read ranks after those that are raised.
  return hands.map(hand => ranks.get(cursorOf(hand).key) ?? ranks.size + 1)
}

function cursorOf({ roomId, userId, order }: HandParent): { order: number; key: string } {
  return { order, key: participantKey(roomId, userId) }
}
