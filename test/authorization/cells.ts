// Asks the API for every cell of the authorization matrix.

import { BEFORE_ALL } from '../support/graphql.ts'
import type { Data } from '../support/graphql-callers.ts'
import { everyFieldOf, type Operation, operations, type Things } from './inputs.ts'
import { type MatrixWorld, type RoomKind, VIEWER_ROLES, type ViewerRole } from './world.ts'

/** By row, then by kind of room, then by role: what is answered. */
export type Matrix = Map<string, Map<RoomKind, Map<ViewerRole, string>>>

/**
 * Objects whose fields are asked for one by one: how to get at one example. The listener is the participant because they
 * have an open invitation to the stage.
 */
const OBJECTS: Readonly<Record<string, { readonly source: string; find(data: Data): Data }>> = {
  Room: { source: 'room(id: $roomId) { FIELDS }', find: ({ room }) => room },
  Participant: {
    source: 'participants(roomId: $roomId) { nodes { FIELDS about: person { name } } }',
    find: ({ participants }) => participants?.nodes.find(({ about }: Data) => about.name === 'Listener'),
  },
  Comment: {
    source: 'comments(roomId: $roomId) { nodes { FIELDS } }',
    find: ({ comments }) => comments?.nodes.find(({ removed }: Data) => !removed),
  },
  Poll: { source: 'poll(id: $pollId) { FIELDS }', find: ({ poll }) => poll },
  PollOption: {
    source: 'poll(id: $pollId) { options { FIELDS } }',
    find: ({ poll }) => poll?.options[0],
  },
  Person: { source: 'person(id: $target) { FIELDS }', find: ({ person }) => person },
  Viewer: { source: 'me { FIELDS }', find: ({ me }) => me },
  RoomSummary: { source: 'roomSummary(roomId: $roomId) { FIELDS }', find: ({ roomSummary }) => roomSummary },
  Attendance: {
    source: 'attendance(roomId: $roomId) { nodes { FIELDS } }',
    find: ({ attendance }) => attendance?.nodes[0],
  },
  TimelineEntry: {
    source: 'timeline(roomId: $roomId, types: ["Voted", "RoomScheduled"]) { nodes { FIELDS } }',
    find: ({ timeline }) => timeline?.nodes[0],
  },
  SinceYouLeft: {
    source: `sinceYouLeft(roomId: $roomId, after: "${BEFORE_ALL}") { FIELDS }`,
    find: ({ sinceYouLeft }) => sinceYouLeft,
  },
}
export const OBJECT_TYPES = Object.keys(OBJECTS)

/** Every root field, every field of the types above, and every field of every event. */
export async function matrixOf(world: MatrixWorld, eventTypes: readonly string[]): Promise<Matrix> {
  const matrix: Matrix = new Map()
  const put = (row: string, kind: RoomKind, role: ViewerRole, cell: string) => {
    const kinds = matrix.get(row) ?? new Map()
    matrix.set(row, kinds)
    kinds.set(kind, (kinds.get(kind) ?? new Map<ViewerRole, string>()).set(role, cell))
  }
  const roots = operations()
  for (const [kind, things] of world.rooms)
    for (const role of VIEWER_ROLES) {
      for (const root of roots)
        put(`${root.kind} ${root.name}`, kind, role, await rootCell(world, root, things, role))
      for (const type of OBJECT_TYPES)
        for (const [field, cell] of await fieldCells(world, type, things, role))
          put(`${type}.${field}`, kind, role, cell)
      for (const [field, cell] of await eventCells(world, eventTypes, things, role))
        put(field, kind, role, cell)
    }
  return matrix
}

async function rootCell(
  world: MatrixWorld,
  root: Operation,
  things: Things,
  role: ViewerRole,
): Promise<string> {
  const viewer = world.people[role]
  const variables = root.variables(things)
  world.takeInspections()
  if (root.kind === 'subscription') {
    const following = await world.api.follow(viewer, root.source, variables)
    if (following.refused === undefined) await following.stop()
    return marked(world, following.refused ?? 'follows')
  }
  const { data, errors } = await world.api.execute(viewer, root.source, variables)
  const error = errors?.[0]
  if (error) return String(error.extensions.code ?? error.message)
  const shown = data![root.name]
  if (root.kind === 'mutation') return shown.rejection?.code ?? 'accepted'
  return marked(world, shownAs(shown))
}

/** Marks what was recorded as an inspection. */
function marked(world: MatrixWorld, cell: string): string {
  return world.takeInspections().length > 0 ? `${cell} and recorded` : cell
}

function shownAs(value: Data): string {
  if (value === null || value === undefined) return 'null'
  const list = Array.isArray(value) ? value : value.nodes
  return Array.isArray(list) && list.length === 0 ? 'empty' : 'shown'
}

async function fieldCells(world: MatrixWorld, type: string, things: Things, role: ViewerRole) {
  const { source, find } = OBJECTS[type]!
  const fields = everyFieldOf(type)
  const used = ['roomId', 'pollId', 'target'].filter(name => source.includes(`$${name}`))
  const declared = used.length > 0 ? `(${used.map(name => `$${name}: ID!`).join(', ')})` : ''
  const { data, errors } = await world.api.execute(
    world.people[role],
    `query ${declared} { ${source.replace('FIELDS', fields)} }`,
    { ...things },
  )
  const found = data && find(data)
  const refused = errors?.find(({ path }) => path?.length === 1)?.extensions.code
  return fieldNamesOf(fields).map(field => {
    const own = errors?.find(({ path }) => path?.at(-1) === field)?.extensions.code
    return [field, String(refused ?? own ?? (found ? shownAs(found[field]) : 'null'))] as const
  })
}

/** The names at the top of a selection. */
const fieldNamesOf = (selection: string) =>
  selection
    .replace(/\{[^}]*\{[^}]*\}[^}]*\}|\{[^}]*\}/g, '')
    .split(/\s+/)
    .filter(Boolean)

/** Every field of every event that the feed of a room tells, from its beginning. Events that it leaves out have no cell. */
async function eventCells(world: MatrixWorld, types: readonly string[], things: Things, role: ViewerRole) {
  const selection = types.map(type => `... on ${type} { ${aliased(type)} }`).join(' ')
  const following = await world.api.follow(
    world.people[role],
    `subscription ($roomId: ID!, $after: Position) {
      roomEvents(roomId: $roomId, after: $after) { position events { __typename ${selection} } }
    }`,
    { roomId: things.roomId, after: BEFORE_ALL },
  )
  const cells = new Map<string, string>()
  if (following.refused !== undefined) return cells
  for (;;) {
    const { position, events } = (await following.next()).roomEvents
    for (const { __typename, ...fields } of events)
      for (const [alias, value] of Object.entries(fields)) {
        const row = `${__typename}.${alias.slice(alias.indexOf('_') + 1)}`
        if (cells.get(row) !== 'shown') cells.set(row, shownAs(value))
      }
    if (position >= things.position) break
  }
  await following.stop()
  return cells
}

/** Fields of one name differ in type between events, so each has an alias of its own. */
function aliased(type: string): string {
  return everyFieldOf(type).replace(/(\w+)(?= (?:\{ __typename \} ?)?)/g, `${type}_$1: $1`)
}
