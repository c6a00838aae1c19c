// The executable schema: schema.graphql with its resolvers.

import { readFileSync } from 'node:fs'
import { makeExecutableSchema } from '@graphql-tools/schema'
import { type GraphQLSchema, parse } from 'graphql'
import { commentResolvers, pollResolvers } from './resolvers/comments-and-polls.ts'
import { missedQueries, SinceYouLeft } from './resolvers/missed.ts'
import { Mutation } from './resolvers/mutations.ts'
import { Attendance, numberQueries, RoomSummary } from './resolvers/numbers.ts'
import * as payloads from './resolvers/payloads.ts'
import { personResolvers, viewerResolvers } from './resolvers/people.ts'
import { Query } from './resolvers/queries.ts'
import { replaySubscriptions } from './resolvers/replay.ts'
import { roomEventResolvers, roomEventType } from './resolvers/room-events.ts'
import * as rooms from './resolvers/rooms.ts'
import * as sound from './resolvers/sound.ts'
import { subscriptionResolvers } from './resolvers/subscriptions.ts'
import { timeMachineQueries } from './resolvers/time-machine.ts'
import { inspectionResolvers, timelineEntryResolvers, timelineQueries } from './resolvers/timeline.ts'
import { enumValues, scalars } from './scalars.ts'
import { throughTime } from './time-travel.ts'

const file = new URL('../../schema.graphql', import.meta.url)

/** Expects a new `ApiContext` as context value for each operation and each subscription message. */
export function createSchema(): GraphQLSchema {
  const typeDefs = parse(readFileSync(file, 'utf8'))
  return makeExecutableSchema({
    typeDefs,
    // The code generator validates the schema (`npm run check`), so that a start does not have to.
    assumeValidSDL: true,
    updateResolversInPlace: true,
    resolvers: {
      ...scalars,
      ...enumValues(typeDefs),
      Query: {
        ...Query,
        ...timelineQueries,
        ...timeMachineQueries,
        ...missedQueries,
        ...sound.soundQueries,
        ...numberQueries,
      },
      Mutation: { ...Mutation, ...sound.soundMutations },
      Subscription: { ...subscriptionResolvers, ...sound.soundSubscriptions, ...replaySubscriptions },
      ...throughTime({ ...rooms }),
      Person: personResolvers,
      Viewer: viewerResolvers,
      ...throughTime({ Comment: commentResolvers, Poll: pollResolvers }),
      SinceYouLeft,
      RoomSummary,
      Attendance,
      TimelineEntry: timelineEntryResolvers,
      Inspection: inspectionResolvers,
      SoundSignal: sound.soundSignalType,
      ...payloads,
      ...roomEventResolvers(typeDefs),
      RoomEvent: roomEventType,
      // No field has this interface as its type.
      Payload: { __resolveType: () => undefined },
    },
  })
}
