// Resolvers for the events of a room. Most fields show the stored value, and the schema says how. The few that depend on
// the viewer or on later events have a resolver of their own.

import {
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type TypeNode,
} from 'graphql'
import type { ChatEvent } from '../../../commands/chat/events.ts'
import type { Recorded } from '../../../commands/event.ts'
import type { UserId } from '../../../commands/ids.ts'
import type { PollsEvent } from '../../../commands/polls/events.ts'
import type { ApiContext } from '../context.ts'
import type { RoomEventParent } from '../parents.ts'
import { actorIn, showsReason, showsRemovedText, showsVotes } from '../policy.ts'

type FieldResolver = (parent: RoomEventParent, args: object, context: ApiContext) => unknown

const person = (id: UserId | null) => (id === null ? null : { id })

/** Fields of every event. */
const common: Readonly<Record<string, FieldResolver>> = {
  id: ({ event }) => event.id,
  position: ({ event }) => event.position,
  at: ({ event }) => event.at,
  actor: ({ event, viewLevel }) => person(actorIn(event, viewLevel)),
}

const reason: FieldResolver = ({ event, viewLevel }) =>
  showsReason(viewLevel) ? (event.data as { reason: string | null }).reason : null

/** Fields whose value depends on the viewer or on later events. */
const special: Readonly<Record<string, Readonly<Record<string, FieldResolver>>>> = {
  ParticipantRemoved: { reason },
  PersonBanned: { reason },
  CommentPosted: { text },
  Voted: { option: vote('option') },
  VoteChanged: { from: vote('from'), to: vote('to') },
}

async function text({ event, viewLevel }: RoomEventParent, _args: object, { loaders }: ApiContext) {
  const { data } = event as Extract<Recorded<ChatEvent>, { type: 'CommentPosted' }>
  if (showsRemovedText(viewLevel)) return data.text
  const comment = await loaders.comment.load(data.commentId)
  return comment?.document.removed ? null : data.text
}

function vote(field: string): FieldResolver {
  return async ({ event, viewLevel }, _args, { loaders }) => {
    const data = event.data as Extract<PollsEvent, { type: 'Voted' }>['data'] & Record<string, unknown>
    const poll = await loaders.poll.load(data.pollId)
    return showsVotes(poll?.document ?? null, viewLevel) ? data[field] : null
  }
}

/** Resolves a field to the stored value. The id of a person becomes the person, who is loaded on demand. */
function stored({ name, type }: FieldDefinitionNode): FieldResolver {
  const field = name.value
  const value = ({ event }: RoomEventParent) => (event.data as Record<string, unknown>)[field]
  const { isList, typeName } = shapeOf(type)
  if (typeName !== 'Person') return value
  return isList
    ? parent => (value(parent) as UserId[]).map(person)
    : parent => person(value(parent) as UserId | null)
}

function shapeOf(type: TypeNode, isList = false): { isList: boolean; typeName: string } {
  if (type.kind === Kind.NAMED_TYPE) return { isList, typeName: type.name.value }
  return shapeOf(type.type, isList || type.kind === Kind.LIST_TYPE)
}

export function isRoomEvent(definition: { kind: Kind }): definition is ObjectTypeDefinitionNode {
  return (
    definition.kind === Kind.OBJECT_TYPE_DEFINITION &&
    ((definition as ObjectTypeDefinitionNode).interfaces ?? []).some(({ name }) => name.value === 'RoomEvent')
  )
}

/** Resolvers for all event types in the schema. */
export function roomEventResolvers(schema: DocumentNode): Record<string, Record<string, FieldResolver>> {
  return Object.fromEntries(
    schema.definitions.filter(isRoomEvent).map(type => [
      type.name.value,
      Object.fromEntries(
        (type.fields ?? []).map(field => {
          const name = field.name.value
          return [name, special[type.name.value]?.[name] ?? common[name] ?? stored(field)]
        }),
      ),
    ]),
  )
}

export const roomEventType = { __resolveType: ({ event }: RoomEventParent) => event.type }
