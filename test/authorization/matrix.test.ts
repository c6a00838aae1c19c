// Asks every operation and every guarded field as every role in every kind of room, and compares with the table.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { type GraphQLEnumType, getNamedType, isInputObjectType } from 'graphql'
import { schema } from '../support/graphql.ts'
import { changesBetween, parseTable, tableOf } from './table.ts'
import { createWorld, VIEWER_ROLES } from './world.ts'

const FILE = join(import.meta.dirname, 'matrix.md')

test('each scope has a role in the matrix', () => {
  const scopes = (schema.getType('Scope') as GraphQLEnumType).getValues().map(({ name }) => name)
  assert.deepStrictEqual(
    scopes.filter(scope => !VIEWER_ROLES.includes(scope as never)),
    [],
  )
})

test('everybody may do and read what the table says: decide, then `npm run authorization`', async t => {
  const table = await tableOf(await createWorld(t))
  assert.deepStrictEqual(changesBetween(parseTable(readFileSync(FILE, 'utf8')), table), [])
})

test('a person who may not find a room gets NO_SUCH_ROOM from every mutation', () => {
  const table = parseTable(readFileSync(FILE, 'utf8'))
  // Ids of rooms are unique, so one that is taken stays taken.
  const takesId = ['scheduleRoom', 'openRoom']
  const mutations = Object.values(schema.getMutationType()!.getFields()).filter(({ name, args }) => {
    const input = args.find(arg => arg.name === 'input')
    const type = input && getNamedType(input.type)
    return isInputObjectType(type) && type.getFields().roomId && !takesId.includes(name)
  })
  assert.ok(mutations.length > 40)
  for (const { name: row } of mutations)
    for (const kinds of table.get(`mutation ${row}`)!.trim().split(/^- /m).slice(1)) {
      if (!kinds.includes('invited: ')) continue
      assert.match(kinds, /NO_SUCH_ROOM: unregistered, stranger, follower, .*blocked, ANALYST\n/, row)
    }
})
