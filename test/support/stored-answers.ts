// What a server answers about everything in its log: recorded once by the version that wrote a log, compared with later versions.

import {
  buildSchema,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
} from 'graphql'

export type AskServer = (query: string, variables: Record<string, unknown>) => Promise<unknown>
export type StoredAnswer = {
  readonly query: string
  readonly variables: Record<string, unknown>
  readonly data: unknown
}

/** What depends on the viewer, on the machine or on the moment, and so differs between two servers. */
const NOT_STORED = new Set([
  'me',
  'interestedMe',
  'followedByMe',
  'followsMe',
  'myVote',
  'sound',
  'blockedByMe',
  'position',
  'cursor',
])
const DEEPEST = 4

/** Every field of a type that needs no argument, as far down as `depth`. */
function selectionOf(
  schema: GraphQLSchema,
  type: GraphQLOutputType,
  depth: number,
  path: readonly string[],
): string {
  const named = getNamedType(type)
  if (isInterfaceType(named)) return selectionOfEach(schema, named)
  if (!isObjectType(named)) return ''
  const fields = Object.values(named.getFields())
    .filter(field => !NOT_STORED.has(field.name) && field.args.every(isOptional))
    .flatMap(field => fieldOf(schema, field, depth, path))
  return fields.length === 0 ? '{ __typename }' : `{ ${fields.join(' ')} }`
}

/** Fields of one name may have different types in different events, so that each is asked for under a name of its own. */
function selectionOfEach(schema: GraphQLSchema, type: GraphQLInterfaceType): string {
  const each = schema.getPossibleTypes(type).map(event => {
    const { name } = event
    const fields = Object.values(event.getFields())
      .filter(field => !NOT_STORED.has(field.name) && field.args.every(isOptional))
      .flatMap(field => {
        const named = getNamedType(field.type)
        if (isLeafType(named)) return [`${name}_${field.name}: ${field.name}`]
        return isObjectType(named) && named.getFields().id
          ? [`${name}_${field.name}: ${field.name} { id }`]
          : []
      })
    return `... on ${name} { ${fields.join(' ')} }`
  })
  return `{ __typename ${each.join(' ')} }`
}

const isOptional = ({ type, defaultValue }: { type: { toString(): string }; defaultValue?: unknown }) =>
  !type.toString().endsWith('!') || defaultValue !== undefined

function fieldOf(
  schema: GraphQLSchema,
  field: GraphQLField<unknown, unknown>,
  depth: number,
  path: readonly string[],
): string[] {
  const named = getNamedType(field.type)
  if (isLeafType(named)) return [field.name]
  if (depth === 0 || path.includes(named.name) || field.name === 'nodes') return []
  return [`${field.name} ${selectionOf(schema, field.type, depth - 1, [...path, named.name])}`]
}

const ROOMS = 'query ($phase: Phase!) { rooms(filter: { phase: $phase }, first: 100) { nodes { id } } }'
const OF_ANY_ROOM = ['room', 'participants', 'hands', 'comments', 'polls', 'timeline']
/** In a room that is live they grow with every second. */
const OF_A_CLOSED_ROOM = ['roomSummary', 'roomSummaryCsv', 'roomMinutesCsv', 'attendance', 'attendanceCsv']

/** Asks for all rooms, and for everything of each. `schema` is the text of the version that wrote the log. */
export async function recordAnswers(schema: string, ask: AskServer): Promise<StoredAnswer[]> {
  const built = buildSchema(schema)
  const queries = built.getQueryType()!.getFields()
  const answers: StoredAnswer[] = []
  const record = async (query: string, variables: Record<string, unknown>) => {
    const data = await ask(query, variables)
    answers.push({ query, variables, data })
    return data
  }
  for (const phase of ['LIVE', 'SCHEDULED', 'CLOSED', 'CANCELLED']) {
    const { rooms } = (await record(ROOMS, { phase })) as { rooms: { nodes: { id: string }[] } }
    for (const { id: roomId } of rooms.nodes) {
      for (const name of phase === 'LIVE' ? OF_ANY_ROOM : [...OF_ANY_ROOM, ...OF_A_CLOSED_ROOM]) {
        const { type } = queries[name]!
        const selection = selectionOf(built, type, DEEPEST, [getNamedType(type).name])
        const argument = name === 'room' ? 'id' : 'roomId'
        await record(`query ($roomId: ID!) { ${name}(${argument}: $roomId) ${selection} }`, { roomId })
      }
      await recordPast(roomId, record)
    }
  }
  return answers
}

type RecordAnswer = (query: string, variables: Record<string, unknown>) => Promise<unknown>

const POSITIONS = `query ($roomId: ID!, $after: Position) {
  timeline(roomId: $roomId, first: 200, after: $after) { edges { cursor node { __typename } } pageInfo { hasNextPage endCursor } }
}`
const PAST = `query ($roomId: ID!, $position: Position!) { roomAt(roomId: $roomId, position: $position) {
  title phase host { id } speakerCount listenerCount handCount commentCount reactions { emoji count } recordingWanted
  participants(first: 200) { nodes { person { id name } role } } comments(first: 200) { nodes { id text pinned } }
  polls(first: 100) { nodes { id question open options { text votes } } }
} }`
/** So many events apart are the moments at which a room is looked at. */
const STEP = 150

/** The whole timeline, and the room as it was at some of its positions. */
async function recordPast(roomId: string, record: RecordAnswer): Promise<void> {
  type Page = {
    timeline: { edges: { cursor: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } }
  }
  let after: string | null = null
  do {
    const { timeline } = (await record(POSITIONS, { roomId, after })) as Page
    for (const [index, { cursor }] of timeline.edges.entries())
      if (index % STEP === STEP - 1 || index === timeline.edges.length - 1)
        await record(PAST, { roomId, position: cursor })
    after = timeline.pageInfo.hasNextPage ? timeline.pageInfo.endCursor : null
  } while (after)
}
