// The public contract with the resolvers that keep it.

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

/** The executable schema. Its context value is a `Context`, made anew for each operation and each message. */
export function createSchema(): GraphQLSchema {
  const typeDefs = parse(readFileSync(file, 'utf8'))
  return makeExecutableSchema({
    typeDefs,
    // The contract is checked where code is generated from it (`npm run check`), and each start is the sooner ready.
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
      // Never asked for by its interface, whose type could not be told.
      Payload: { __resolveType: () => undefined },
    },
  })
}
