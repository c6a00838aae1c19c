import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { CATEGORIES, ROOM_CATEGORIES } from '../../commands/event.ts'
import { categoryOf, changesLobby, eventTypesOf, eventVisibleTo } from '../../commands/event-catalogue.ts'
import { readEventTypes } from '../support/event-sources.ts'

describe('the catalogue of events', () => {
  it('lists the event types that each category declares', async () => {
    for (const [category, types] of await readEventTypes()) {
      const listed = eventTypesOf(category as (typeof CATEGORIES)[number])
      assert.deepStrictEqual(
        [...listed],
        types.map(({ type }) => type),
        category,
      )
    }
  })

  it('finds the category of every event type', () => {
    for (const category of CATEGORIES)
      for (const type of eventTypesOf(category)) assert.equal(categoryOf(type), category, type)
  })

  it('shows only events of rooms, and lets only these change the lobby', () => {
    const ofRooms: ReadonlySet<string> = new Set(eventTypesOf(...ROOM_CATEGORIES))
    for (const type of eventTypesOf(...CATEGORIES)) {
      assert.equal(eventVisibleTo(type) !== 'nobody', ofRooms.has(type), type)
      if (changesLobby(type)) assert.ok(ofRooms.has(type), type)
    }
  })

  it('hides a type that it does not know, whatever its name', () => {
    for (const type of ['Unheard', '', 'constructor', '__proto__', 'toString']) {
      assert.equal(categoryOf(type), null, type)
      assert.equal(eventVisibleTo(type), 'nobody', type)
      assert.equal(changesLobby(type), false, type)
    }
  })
})
