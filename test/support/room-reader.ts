// Reads a room from its events only.

import assert from 'node:assert/strict'
import type { UserId } from '../../commands/ids.ts'
import type { RoomEvent } from '../../commands/room/events.ts'
import type { Live } from '../../commands/room/fold.ts'

/** Folds the events into plain sets, and reports inconsistencies. */
export class RoomReader {
  readonly inside = new Set<UserId>()
  readonly onStage = new Set<UserId>()
  readonly hands = new Map<UserId, number>()
  readonly early = new Map<UserId, number>()
  readonly orders = new Set<number>()
  readonly invited = new Set<UserId>()
  host: UserId | null = null
  over = false

  read(event: RoomEvent): void {
    assert.ok(!this.over, `${event.type} after the end`)
    switch (event.type) {
      case 'RoomOpened':
        this.host = event.data.host
        break
      case 'RoomClosed':
      case 'RoomCancelled':
        this.over = true
        break
      case 'ParticipantJoined':
        begins(this.inside, event.data.participant)
        break
      case 'ParticipantLeft':
      case 'ParticipantRemoved': {
        const { participant } = event.data
        ends(this.inside, participant)
        const remains =
          this.onStage.has(participant) || this.hands.has(participant) || this.invited.has(participant)
        assert.ok(!remains, 'left something behind')
        break
      }
      case 'HandRaisedAhead':
        assert.ok(!this.orders.has(event.data.order), 'an order given twice')
        this.orders.add(event.data.order)
        this.early.set(event.data.person, event.data.order)
        break
      case 'HandLoweredAhead':
        assert.ok(this.early.delete(event.data.person))
        break
      case 'HandRaised': {
        const { participant, order } = event.data
        assert.ok(
          this.inside.has(participant) && !this.onStage.has(participant) && !this.hands.has(participant),
        )
        if (this.early.has(participant)) assert.deepStrictEqual(order, this.early.get(participant))
        else assert.ok(!this.orders.has(order), 'an order given twice')
        this.early.delete(participant)
        this.orders.add(order)
        this.hands.set(participant, order)
        break
      }
      case 'HandLowered':
        assert.ok(this.hands.delete(event.data.participant))
        break
      case 'InvitedToStage':
        begins(this.invited, event.data.participant)
        break
      case 'StageInvitationDeclined':
      case 'StageInvitationWithdrawn':
        ends(this.invited, event.data.participant)
        break
      case 'CameOnStage': {
        const { participant } = event.data
        assert.ok(this.inside.has(participant))
        assert.ok(!this.hands.has(participant) && !this.invited.has(participant))
        begins(this.onStage, participant)
        break
      }
      case 'WentOffStage':
        ends(this.onStage, event.data.participant)
        break
      case 'SpeakerMuted':
      case 'SpeakerUnmuted':
      case 'UnmuteAllowed':
        assert.ok(this.onStage.has(event.data.participant))
        break
      case 'HostChanged':
        assert.deepStrictEqual(event.data.from, this.host)
        assert.ok(event.data.to === null || this.onStage.has(event.data.to))
        this.host = event.data.to
        break
    }
  }

  agreesWith(room: Live): void {
    assert.deepStrictEqual(this.host, room.host)
    assert.deepStrictEqual([...this.inside].sort(), [...room.participants.keys()].sort())
    assert.deepStrictEqual([...this.onStage].sort(), [...room.speakers.keys()].sort())
    assert.deepStrictEqual([...this.hands].sort(), [...room.hands.entries()].sort())
    assert.deepStrictEqual([...this.early].sort(), [...room.earlyHands.entries()].sort())
    assert.deepStrictEqual([...this.invited].sort(), [...room.stageInvitations].sort())
  }
}

function begins(people: Set<UserId>, person: UserId): void {
  assert.ok(!people.has(person), 'began twice')
  people.add(person)
}

function ends(people: Set<UserId>, person: UserId): void {
  assert.ok(people.delete(person), 'ended without having begun')
}
