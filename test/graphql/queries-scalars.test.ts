import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type GraphQLEnumType, isEnumType, parse, printSchema } from 'graphql'
import { enumValues, parseDateTime, scalars } from '../../src/graphql/scalars.ts'
import { schema, someone, startGraphql } from '../support/graphql.ts'

test('a DateTime is any time of RFC 3339, with any offset and fraction', () => {
  const instant = Date.UTC(2026, 4, 17, 19, 30, 0, 123)
  for (const text of [
    '2026-05-17T19:30:00.123+00:00',
    '2026-05-17T19:30:00.123-00:00',
    '2026-05-17T21:30:00.123+02:00',
    '2026-05-18T01:15:00.123+05:45',
    '2026-05-17T10:00:00.123-09:30',
    '2026-05-17t19:30:00.123z',
    '2026-05-17T19:30:00.123456Z',
    '2026-05-17T19:30:00.123999999Z',
    '2026-05-18T19:29:00.123+23:59',
  ])
    assert.equal(parseDateTime(text), instant, text)
})

test('a DateTime is parsed in UTC, with or without milliseconds', () => {
  assert.equal(parseDateTime('2026-05-17T19:30:00.123Z'), Date.UTC(2026, 4, 17, 19, 30, 0, 123))
  assert.equal(parseDateTime('2026-05-17T19:30:00Z'), Date.UTC(2026, 4, 17, 19, 30))
  assert.equal(parseDateTime('2026-05-17T19:30:00.5Z'), Date.UTC(2026, 4, 17, 19, 30, 0, 500))
  assert.equal(parseDateTime('2028-02-29T00:00:00Z'), Date.UTC(2028, 1, 29))
})

test('an invalid DateTime is rejected, not guessed', () => {
  for (const text of [
    '',
    'tomorrow',
    '2026-05-17',
    '2026-05-17T19:30Z',
    '2026-05-17T19:30:00',
    '2026-05-17T19:30:00+0200',
    '2026-05-17T19:30:00+24:00',
    '2026-05-17T19:30:00+02:60',
    '2026-05-17T19:30:00+02',
    '2026-05-17T19:30:00.Z',
    '2026-05-17T19:30:00Z+02:00',
    '2026-05-17 19:30:00Z',
    `2026-05-17T19:30:00.${'1'.repeat(31)}Z`,
    '2026-02-30T00:00:00Z',
    '2027-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-05-17T24:00:01Z',
    '2026-05-17T23:59:60Z',
    '+002026-05-17T19:30:00Z',
    '1779046200000',
  ])
    assert.equal(parseDateTime(text), null, text)
})

test('a DateTime is serialized in UTC with milliseconds', () => {
  assert.equal(scalars.DateTime.serialize(Date.UTC(2026, 4, 17, 19, 30)), '2026-05-17T19:30:00.000Z')
})

test('arguments of a wrong type are rejected with what was expected', async t => {
  const api = await startGraphql(t)
  const ada = await someone(api, 'Ada')
  const id = '00000000-0000-4000-8000-000000000000'
  const message = async (source: string, variables = {}) =>
    (await api.execute(ada, source, variables)).errors?.map(error => error.message)
  const position = 'Position must be a position from a response of this API.'
  const query = 'query ($at: Position) { room(id: "x", atLeast: $at) { id } }'
  for (const at of ['x', '1', 1, '0000000000000000000x'])
    assert.match((await message(query, { at }))?.[0] ?? '', new RegExp(position))
  assert.deepStrictEqual(await message('{ room(id: "x", atLeast: 5) { id } }'), [position])
  const mutation = `mutation { rescheduleRoom(input: { roomId: "${id}", startsAt: "soon" }) { caughtUp } }`
  assert.deepStrictEqual(await message(mutation), [
    'DateTime must be a time with its offset, such as "2026-05-17T19:30:00Z" or "2026-05-17T21:30:00+02:00".',
  ])
})

test('enum values are domain words inside and capitals in the API', () => {
  const { HandPolicy, Role, RoomClosedReason } = Object.fromEntries(
    Object.entries(schema.getTypeMap()).filter(([, type]) => isEnumType(type)),
  ) as Record<string, GraphQLEnumType>
  assert.equal(HandPolicy?.serialize('invitation-only'), 'INVITATION_ONLY')
  assert.equal(HandPolicy?.parseValue('INVITATION_ONLY'), 'invitation-only')
  assert.equal(Role?.serialize('host'), 'HOST')
  assert.equal(RoomClosedReason?.serialize('abandoned'), 'ABANDONED')
  assert.throws(() => Role?.serialize('janitor'))
})

test('rejection codes and scopes have the same names inside and in the API', () => {
  const values = enumValues(parse(printSchema(schema)))
  assert.equal('RejectionCode' in values, false)
  assert.equal('Scope' in values, false)
  assert.deepStrictEqual(values.Visibility, { OPEN: 'open', FOLLOWERS: 'followers', INVITED: 'invited' })
})
