// People, and what viewers see only of themselves.

import type { UserId } from '../../../commands/ids.ts'
import { type BlockDocument, blocks } from '../../../projections/blocks.ts'
import { type FollowDocument, followKey, follows } from '../../../projections/follows.ts'
import { type InterestDocument, interests } from '../../../projections/interests.ts'
import type { PersonDocument } from '../../../projections/people.ts'
import type { Stored } from '../../../projections/projection.ts'
import type { ApiContext } from '../context.ts'
import { viewerOf } from '../context.ts'
import {
  connection,
  decodeCursor,
  encodeCursor,
  FEW,
  MANY,
  mapped,
  type PageArguments,
  type PageConnection,
  page,
  sizeOf,
} from '../pages.ts'
import type { PersonParent, RoomParent } from '../parents.ts'
import { listedRoom } from '../rooms-for-viewer.ts'
import type { PersonResolvers, ViewerResolvers } from '../schema.generated.ts'

async function profile({ loaders }: ApiContext, { id }: PersonParent): Promise<PersonDocument | null> {
  return (await loaders.person.load(id))?.document ?? null
}

export const personResolvers: PersonResolvers = {
  name: async (person, _args, context) => (await profile(context, person))?.name ?? null,
  bio: async (person, _args, context) => (await profile(context, person))?.bio ?? null,
  avatarUrl: async (person, _args, context) => (await profile(context, person))?.avatarUrl ?? null,
  registeredAt: async (person, _args, context) => (await profile(context, person))?.registeredAt ?? null,
  followerCount: async (person, _args, context) => (await profile(context, person))?.followers ?? 0,
  followingCount: async (person, _args, context) => (await profile(context, person))?.following ?? 0,
  async followers({ id }, wanted, { services }) {
    const range = { index: 'byFollowed', equal: { followed: id }, backwards: true }
    const found = await page<FollowDocument>(services.readStore, follows, range, wanted, MANY)
    return people(found, document => document.follower)
  },
  async following({ id }, wanted, { services }) {
    const range = { index: 'byFollower', equal: { follower: id }, backwards: true }
    const found = await page<FollowDocument>(services.readStore, follows, range, wanted, MANY)
    return people(found, document => document.followed)
  },
  async followedByMe({ id }, _args, context) {
    return (await context.loaders.follow.load(followKey(viewerOf(context).userId, id))) !== null
  },
}

export const viewerResolvers: ViewerResolvers = {
  person: ({ userId }) => ({ id: userId }),
  scopes: ({ scopes }) => [...scopes].sort(),
  async blocked({ userId }, wanted, { services }) {
    const range = { index: 'byBlocker', equal: { blocker: userId }, backwards: true }
    const found = await page<BlockDocument>(services.readStore, blocks, range, wanted, MANY)
    return people(found, document => document.blocked)
  },
  interests: ({ userId }, wanted, context) => upcomingInterests(context, userId, wanted),
}

function people<D extends object>(
  found: PageConnection<Stored<D>>,
  personOf: (document: D) => UserId,
): PageConnection<PersonParent> {
  return mapped(found, ({ document }) => ({ id: personOf(document) }))
}

const INTERESTS = 'interests.byPerson'
/** Interests to read for one page at most. Many may be skipped, because rooms that have opened stay in the index. */
const MAX_INTERESTS_READ = 1_000

/** A person's interests in rooms that have not opened yet and that they may still find. */
async function upcomingInterests(
  context: ApiContext,
  userId: UserId,
  wanted: PageArguments,
): Promise<PageConnection<RoomParent>> {
  const size = sizeOf(wanted, FEW)
  const range = { index: 'byPerson', equal: { person: userId }, backwards: true }
  const found: { cursor: string; room: RoomParent }[] = []
  let after = wanted.after ? decodeCursor(INTERESTS, wanted.after) : null
  for (let read = 0; found.length <= size && read < MAX_INTERESTS_READ; read += FEW.most) {
    const some = await context.services.readStore.list<InterestDocument>(interests, {
      ...range,
      ...(after ? { after } : {}),
      limit: FEW.most,
    })
    const rooms = await Promise.all(some.map(({ document }) => listedRoom(context, document.roomId)))
    for (const [index, { key, document }] of some.entries()) {
      after = { order: document.since, key }
      const room = rooms[index]
      if (room?.document.phase === 'scheduled') found.push({ cursor: encodeCursor(INTERESTS, after), room })
    }
    if (some.length < FEW.most) break
  }
  const shown = found.slice(0, size)
  return mapped(
    connection(shown, found.length > size, wanted, ({ cursor }) => cursor),
    ({ room }) => room,
  )
}
