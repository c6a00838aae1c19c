// Generates src/graphql/schema.generated.ts from schema.graphql. With `--check`, fails if the file is out of date.

import { readFile, writeFile } from 'node:fs/promises'
import { codegen } from '@graphql-codegen/core'
import * as typescript from '@graphql-codegen/typescript'
import * as resolvers from '@graphql-codegen/typescript-resolvers'
import { buildASTSchema, parse } from 'graphql'

const target = 'src/graphql/schema.generated.ts'
const event = 'RoomEventParent'

const schema = parse(await readFile('schema.graphql', 'utf8'))
// Throws if the schema is not valid. The server does not check it again.
buildASTSchema(schema)
const roomEvents = schema.definitions.flatMap(definition =>
  definition.kind === 'ObjectTypeDefinition' &&
  definition.interfaces?.some(parent => parent.name.value === 'RoomEvent')
    ? [definition.name.value]
    : [],
)

const generated = await codegen({
  filename: target,
  schema,
  documents: [],
  plugins: [{ typescript: {} }, { resolvers: {} }],
  pluginMap: { typescript, resolvers },
  config: {
    enumsAsTypes: true,
    useTypeImports: true,
    immutableTypes: true,
    avoidOptionals: { field: true, inputValue: false },
    inputMaybeValue: 'T | null | undefined',
    strictScalars: true,
    scalars: {
      ID: { input: 'string', output: 'string' },
      Position: { input: '../../commands/event.ts#Position', output: '../../commands/event.ts#Position' },
      DateTime: { input: 'number', output: 'number' },
      JSON: { input: 'unknown', output: 'unknown' },
    },
    // Resolvers use the enum values of the domain. scalars.ts maps them to the names of the schema.
    enumValues: {
      Phase: '../../projections/room-document.ts#Phase',
      Visibility: '../../commands/room/events.ts#Visibility',
      HandPolicy: '../../commands/room/events.ts#HandPolicy',
      Role: '../../projections/participants.ts#Role',
      ReactionDetail: './parents.ts#ReactionDetail',
      Scope: './viewer.ts#Scope',
      InspectedBy: '../../commands/user/events.ts#InspectedBy',
      SdpType: '../sound-control/protocol.ts#SdpType',
    },
    contextType: './context.ts#ApiContext',
    mappers: {
      Room: './parents.ts#RoomParent',
      Person: './parents.ts#PersonParent',
      Viewer: './parents.ts#ViewerParent',
      Participant: './parents.ts#ParticipantParent',
      Hand: './parents.ts#HandParent',
      Comment: './parents.ts#CommentParent',
      Poll: './parents.ts#PollParent',
      RoomMessage: './parents.ts#RoomMessageParent',
      LobbyMessage: './parents.ts#LobbyMessageParent',
      RoomPayload: './parents.ts#RoomPayloadParent',
      CommentPayload: './parents.ts#CommentPayloadParent',
      PollPayload: './parents.ts#PollPayloadParent',
      PersonPayload: './parents.ts#PersonPayloadParent',
      ReplayMessage: './parents.ts#ReplayMessageParent',
      TimelineEntry: './parents.ts#TimelineEntryParent',
      SinceYouLeft: './parents.ts#SinceYouLeftParent',
      RoomSummary: '../../projections/room-summary.ts#RoomSummaryDocument',
      Attendance: './parents.ts#AttendanceParent',
      Inspection: '../../projections/inspections.ts#InspectionDocument',
      SoundSignal: './parents.ts#SoundSignalParent',
      SoundTalking: './parents.ts#SoundSignalParent',
      SoundReset: './parents.ts#SoundSignalParent',
      SoundRenegotiation: './parents.ts#SoundSignalParent',
      SoundMuted: './parents.ts#SoundSignalParent',
      SoundRemoved: './parents.ts#SoundSignalParent',
      RoomEvent: `./parents.ts#${event}`,
      ...Object.fromEntries(roomEvents.map(name => [name, `./parents.ts#${event}`])),
    },
  },
})

// The plugin re-exports types with `export`, which type stripping cannot erase: it needs `export type`.
const erasable = generated.replaceAll(/^export \{ (\w+) \}/gm, 'export type { $1 }')
const text = `// Generated from schema.graphql by \`npm run codegen\`. Do not edit.\n${erasable}`
if (process.argv.includes('--check')) {
  const current = await readFile(target, 'utf8').catch(() => '')
  if (current !== text) {
    console.error(`${target} does not match schema.graphql: run \`npm run codegen\``)
    process.exit(1)
  }
} else {
  await writeFile(target, text)
}
