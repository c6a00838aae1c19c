// What holds in a room whatever people do, over random evenings.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { eventTypesOf } from '../../commands/event-catalogue.ts'
import type { UserId } from '../../commands/ids.ts'
import { type RoomState, roomDecider } from '../../commands/room/decide.ts'
import type { RoomEvent } from '../../commands/room/events.ts'
import type { Live } from '../../commands/room/fold.ts'
import { nextHand } from '../../commands/room/hands.ts'
import {
  arbitraryPeople,
  arbitraryWorld,
  decide,
  evening,
  play,
  type Step,
} from '../support/arbitrary-room.ts'
import { RoomReader } from '../support/room-reader.ts'

const runs = { numRuns: 150 }

/** Every step of every evening. */
function always(check: (step: Step) => void): void {
  fc.assert(
    fc.property(evening, arbitraryWorld, (wishes, world) => play(wishes, world).forEach(check)),
    runs,
  )
}

function alwaysWhileLive(check: (room: Live, step: Step) => void): void {
  always(step => {
    if (step.after.phase === 'live') check(step.after, step)
  })
}

describe('in every evening', () => {
  it('reaches all kinds of events, so that what follows means something', () => {
    const seen = new Set<string>()
    const record = ({ events }: Step) => {
      for (const { type } of events) seen.add(type)
    }
    fc.assert(
      fc.property(evening, arbitraryWorld, (wishes, world) => play(wishes, world).forEach(record)),
      { numRuns: 400, seed: 7 },
    )
    assert.deepStrictEqual([...seen].sort(), [...eventTypesOf('Room')].sort())
  })

  it('has no speaker outside the room', () => {
    alwaysWhileLive(({ speakers, participants }) => {
      for (const speaker of speakers.keys()) assert.ok(participants.has(speaker))
    })
  })

  it('has hands and invitations of listeners in the room only', () => {
    alwaysWhileLive(({ hands, stageInvitations, speakers, participants }) => {
      for (const person of [...hands.keys(), ...stageInvitations]) {
        assert.ok(participants.has(person) && !speakers.has(person))
      }
    })
  })

  it('has no two hands in one place of the queue, and the next is the smallest', () => {
    alwaysWhileLive(room => {
      const orders = [...room.hands.entries(), ...room.earlyHands.entries()].map(([, order]) => order)
      assert.deepStrictEqual(orders.length, new Set(orders).size)
      assert.ok(orders.every(order => order < room.nextHandOrder))
      const next = nextHand(room)
      assert.deepStrictEqual(
        next && room.hands.get(next),
        room.hands.size > 0 ? Math.min(...room.hands.entries().map(([, order]) => order)) : null,
      )
    })
  })

  it('has an empty queue where the stage is reached by invitation only', () => {
    alwaysWhileLive(({ settings, hands, earlyHands: early }) => {
      if (settings.handPolicy === 'invitation-only') assert.deepStrictEqual([hands.size, early.size], [0, 0])
    })
  })

  it('has a host who is in the room, on stage, free to speak and to write', () => {
    alwaysWhileLive(({ host, participants, speakers, silenced }) => {
      if (host === null) return
      assert.ok(participants.has(host))
      assert.ok(speakers.has(host) && speakers.get(host) !== 'moderator')
      assert.ok(!silenced.has(host))
    })
  })

  it('is without a host only while nobody who is in the room may hold the role', () => {
    alwaysWhileLive(({ host, participants, speakers, moderators, returning }) => {
      if (host !== null) return
      assert.deepStrictEqual(speakers.size, 0)
      for (const person of [...moderators, ...returning]) assert.ok(!participants.has(person))
    })
  })

  it('keeps the right to return for people who are away, not banned, and named once', () => {
    alwaysWhileLive(({ returning, participants, banned }) => {
      assert.deepStrictEqual(returning.size, returning.toSet().size)
      for (const person of returning) assert.ok(!participants.has(person) && !banned.has(person))
    })
  })

  it('has nobody who is banned in it, or waiting to raise a hand in it', () => {
    alwaysWhileLive(({ banned, participants, earlyHands: early }) => {
      for (const person of banned) assert.ok(!participants.has(person) && !early.has(person))
    })
  })

  it('lets in more than its capacity only those who always may', () => {
    always(({ before, command, after }) => {
      if (before.phase !== 'live' || after.phase !== 'live') return
      const { capacity } = before.settings
      if (capacity === null || after.participants.size <= before.participants.size) return
      if (after.participants.size <= capacity) return
      const { creator, moderators, returning } = before
      const who = command.by as UserId
      assert.ok(creator === who || moderators.has(who) || returning.includes(who))
    })
  })

  it('tells a story that a reader of events alone can follow', () => {
    fc.assert(
      fc.property(evening, arbitraryWorld, (wishes, world) => {
        const reader = new RoomReader()
        for (const { events, after } of play(wishes, world)) {
          for (const event of events) reader.read(event)
          if (after.phase === 'live') reader.agreesWith(after)
        }
      }),
      runs,
    )
  })

  it('grants, and yields nothing for, a command that is decided again on the state it led to', () => {
    fc.assert(
      fc.property(evening, arbitraryWorld, (wishes, world) => {
        for (const { command, events, after } of play(wishes, world)) {
          if (events.length === 0) continue
          const again = decide(command, after, world)
          assert.deepStrictEqual(again, { accepted: [] }, command.type)
        }
      }),
      runs,
    )
  })

  it('folds from the log, as it is stored, to the state that was kept along', () => {
    fc.assert(
      fc.property(evening, arbitraryWorld, (wishes, world) => {
        const steps = play(wishes, world)
        const stored = JSON.parse(JSON.stringify(steps.flatMap(({ events }) => events))) as RoomEvent[]
        const folded = stored.reduce((state, event) => roomDecider.evolve(state, event), roomDecider.initial)
        assert.deepStrictEqual(plain(folded), plain(steps.at(-1)?.after ?? roomDecider.initial))
      }),
      runs,
    )
  })

  it('leaves every old state as it was', () => {
    fc.assert(
      fc.property(evening, arbitraryWorld, (wishes, world) => {
        const events = play(wishes, world).flatMap(step => step.events)
        const kept: { state: RoomState; was: unknown }[] = []
        events.reduce((state, event) => {
          kept.push({ state, was: plain(state) })
          return roomDecider.evolve(state, event)
        }, roomDecider.initial)
        for (const { state, was } of kept) assert.deepStrictEqual(plain(state), was)
      }),
      { numRuns: 50 },
    )
  })
})

describe('folding', () => {
  const anyEvent = fc
    .record({
      type: fc.constantFrom(...eventTypesOf('Room')),
      person: fc.constantFrom(...arbitraryPeople),
      other: fc.option(fc.constantFrom(...arbitraryPeople)),
      order: fc.nat(20),
      reason: fc.constantFrom('vanished', 'returned', 'left', 'own'),
    })
    .map(({ type, person, other, order, reason }) => ({
      type,
      data: {
        title: 'Evening',
        topic: null,
        visibility: 'open',
        capacity: null,
        handPolicy: 'open',
        person,
        participant: person,
        host: person,
        people: [person],
        invited: [person],
        startsAt: 5,
        order,
        reason,
        from: other,
        to: person,
        by: 'self',
        via: 'hand',
      },
    }))

  it('takes any event in any state, and answers a state', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60, size: 'max' }), events => {
        const state = (events as unknown as RoomEvent[]).reduce(
          (s, e) => roomDecider.evolve(s, e),
          roomDecider.initial,
        )
        assert.ok(['none', 'scheduled', 'cancelled', 'live', 'closed'].includes(state.phase))
      }),
      { numRuns: 500 },
    )
  })

  it('leaves the state as it was at an event of an unknown type', () => {
    always(({ after }) => {
      const unknown = { type: 'RoomPainted', data: { colour: 'green' } } as unknown as RoomEvent
      assert.strictEqual(roomDecider.evolve(after, unknown), after)
    })
  })
})

/** A state as plain data; sets in an order of their own. */
function plain(state: RoomState): unknown {
  return JSON.parse(JSON.stringify(state, (_, value) => (Array.isArray(value) ? [...value].sort() : value)))
}
