// People go, and somebody is the host all the while; who vanished as the host may return.

import { describe, it } from 'node:test'
import type { UserId } from '../../commands/ids.ts'
import type { RoomEvent } from '../../commands/room/events.ts'
import {
  ada,
  appointed,
  asked,
  bea,
  by,
  bySystem,
  cy,
  dan,
  given,
  host,
  joined,
  known,
  left,
  lowered,
  loweredAhead,
  muted,
  now,
  offStage,
  onStage,
  opened,
  raised,
  raisedAhead,
  scheduled,
  silenced,
  welcome,
  withdrawn,
} from '../support/room-spec.ts'

const join = (person: UserId) => by(person, 'JoinRoom', {})
const leave = (person: UserId) => by(person, 'LeaveRoom', {})
const vanish = (participant: UserId) => bySystem('MarkVanished', { participant })

/** ada vanished; bea, who was on stage, hosts in her place. */
const beaActs = [
  ...opened(),
  joined(bea),
  onStage(bea),
  joined(cy),
  offStage(ada),
  left(ada, 'vanished'),
  host(ada, bea, 'vanished'),
]
/** ada went; dan listens, and nobody hosts. */
const hostless = (reason: 'left' | 'vanished') => [
  ...opened(),
  joined(dan),
  offStage(ada),
  left(ada, reason),
  host(ada, null, reason),
]

describe('LeaveRoom', () => {
  it('takes a listener out', () => {
    given([...opened(), joined(bea)])
      .when(leave(bea))
      .then(left(bea))
  })

  it('yields nothing of somebody who is not in the room', () => {
    given(opened()).when(leave(bea)).thenNothing()
  })

  it('first ends a hand and an invitation', () => {
    given([...opened(), joined(bea), raised(bea, 1), asked(bea)])
      .when(leave(bea))
      .then(lowered(bea, 'left'), withdrawn(bea, 'left'), left(bea))
  })

  it('first takes a speaker off stage', () => {
    given([...opened(), joined(bea), onStage(bea)])
      .when(leave(bea))
      .then(offStage(bea), left(bea))
  })

  it('of the host, makes the moderator host who has been in the room longest', () => {
    const history = [joined(bea), joined(cy), joined(dan), onStage(bea), appointed(dan), appointed(cy)]
    given([...opened(), ...history])
      .when(leave(ada))
      .then(offStage(ada), left(ada), onStage(cy, 'host'), host(ada, cy, 'left'))
  })

  it('of the host, counts a moderator’s time from when they last joined', () => {
    const history = [joined(bea), joined(cy), appointed(bea), appointed(cy), left(bea), joined(bea)]
    given([...opened(), ...history])
      .when(leave(ada))
      .then(offStage(ada), left(ada), onStage(cy, 'host'), host(ada, cy, 'left'))
  })

  it('of the host, passes over moderators who are away', () => {
    const history = [joined(bea), appointed(bea), left(bea), joined(cy), onStage(cy)]
    given([...opened(), ...history])
      .when(leave(ada))
      .then(offStage(ada), left(ada), host(ada, cy, 'left'))
  })

  it('of the host, makes the speaker host who has been on stage longest where nobody moderates', () => {
    const history = [joined(bea), joined(cy), onStage(cy), onStage(bea)]
    given([...opened(), ...history])
      .when(leave(ada))
      .then(offStage(ada), left(ada), host(ada, cy, 'left'))
  })

  it('of the host, frees the next one of a hand, an invitation, a mute and a silence', () => {
    given([...opened(), joined(bea), appointed(bea), raised(bea, 1), asked(bea), silenced(bea)])
      .when(leave(ada))
      .then(
        offStage(ada),
        left(ada),
        lowered(bea, 'on-stage'),
        withdrawn(bea, 'on-stage'),
        onStage(bea, 'host'),
        { type: 'SilenceLifted', data: { participant: bea } },
        host(ada, bea, 'left'),
      )
    given([...opened(), joined(bea), onStage(bea), muted(bea, 'moderator')])
      .when(leave(ada))
      .then(
        offStage(ada),
        left(ada),
        { type: 'UnmuteAllowed', data: { participant: bea } },
        host(ada, bea, 'left'),
      )
  })

  it('of the host, leaves nobody as host where there are listeners only', () => {
    given([...opened(), joined(bea)])
      .when(leave(ada))
      .then(offStage(ada), left(ada), host(ada, null, 'left'))
  })
})

describe('MarkVanished', () => {
  it('takes out whoever is gone, with all that they held', () => {
    given([...opened(), joined(bea), raised(bea, 1)])
      .when(vanish(bea))
      .then(lowered(bea, 'left'), left(bea, 'vanished'))
  })

  it('ends their visit and their time on stage when they were last seen, and not in the future', () => {
    for (const [seen, recorded] of [
      [5, 5],
      [now + 1, now],
    ] as const)
      given([...opened(), joined(bea), onStage(bea)])
        .when(bySystem('MarkVanished', { participant: bea, lastSeenAt: seen }))
        .then(
          { type: 'WentOffStage', data: { participant: bea, reason: 'left', lastSeenAt: recorded } },
          { type: 'ParticipantLeft', data: { participant: bea, reason: 'vanished', lastSeenAt: recorded } },
        )
  })

  it('yields nothing of somebody who is not in the room', () => {
    given(opened()).when(vanish(bea)).thenNothing()
  })

  it('of the host, passes the role on for the time being', () => {
    given([...opened(), joined(bea), onStage(bea)])
      .when(vanish(ada))
      .then(offStage(ada), left(ada, 'vanished'), host(ada, bea, 'vanished'))
  })
})

describe('JoinRoom, of who may host', () => {
  it('makes the host who vanished the host again, on stage, though another acts', () => {
    given(beaActs, [known(), known()])
      .when(join(ada))
      .then(joined(ada), onStage(ada, 'return'), host(bea, ada, 'returned'))
  })

  it('lets the host who vanished in though the room is full, and though who acts for them blocks them', () => {
    const full: RoomEvent[] = [...beaActs, { type: 'CapacitySet', data: { capacity: 2 } }]
    given(full, [known(), known(), known({ blocks: [ada] })])
      .when(join(ada))
      .then(joined(ada), onStage(ada, 'return'), host(bea, ada, 'returned'))
  })

  it('gives the returning host the word in the chat again', () => {
    const history = [...hostless('vanished'), silenced(ada)]
    given(history, welcome)
      .when(join(ada))
      .then(
        joined(ada),
        onStage(ada, 'return'),
        { type: 'SilenceLifted', data: { participant: ada } },
        host(null, ada, 'returned'),
      )
  })

  it('makes the host who vanished the host again after hand-overs by who acted for them', () => {
    given([...beaActs, onStage(cy, 'host'), appointed(bea), host(bea, cy, 'handed-over')], [known(), known()])
      .when(join(ada))
      .then(joined(ada), onStage(ada, 'return'), host(cy, ada, 'returned'))
  })

  it('makes an acting host who vanished host again, until the host for whom they acted returns', () => {
    const beaVanished = [...beaActs, offStage(bea), left(bea, 'vanished'), host(bea, null, 'vanished')]
    const beaBack = [joined(bea), onStage(bea, 'return'), host(null, bea, 'returned')]
    given(beaVanished, [known(), known()])
      .when(join(bea))
      .then(...beaBack)
    const adaBack = [joined(ada), onStage(ada, 'return')]
    given([...beaVanished, ...beaBack], [known(), known()])
      .when(join(ada))
      .then(...adaBack, host(bea, ada, 'returned'))
    given([...beaVanished, ...adaBack, host(null, ada, 'returned')], welcome)
      .when(join(bea))
      .then(joined(bea))
  })

  it('makes whoever made the room its host again where nobody hosts it, though they left on purpose', () => {
    given(hostless('left'), welcome)
      .when(join(ada))
      .then(joined(ada), onStage(ada, 'host'), host(null, ada, 'succeeded'))
  })

  it('passes the role to whoever made the room, listening, where no moderator and no speaker is left', () => {
    const beaAlone = [
      ...opened(),
      joined(bea),
      onStage(bea),
      offStage(ada),
      left(ada),
      host(ada, bea, 'left'),
    ]
    given([...beaAlone, joined(ada)])
      .when(leave(bea))
      .then(offStage(bea), left(bea), onStage(ada, 'host'), host(bea, ada, 'left'))
  })

  it('does not make a host again, in the place of another, who handed over and vanished then', () => {
    const handedOver = [
      ...opened(),
      joined(bea),
      onStage(bea, 'host'),
      appointed(ada),
      host(ada, bea, 'handed-over'),
      offStage(ada),
      left(ada, 'vanished'),
    ]
    given(handedOver, welcome).when(join(ada)).then(joined(ada))
  })

  it('makes a moderator the host of a room that nobody hosts', () => {
    const history = [...opened(), joined(bea), appointed(bea), left(bea), offStage(ada), left(ada)]
    given([...history, host(ada, null, 'left')], welcome)
      .when(join(bea))
      .then(joined(bea), onStage(bea, 'host'), host(null, bea, 'succeeded'))
  })

  it('ends an early hand of somebody who becomes the host', () => {
    const history = [
      ...scheduled(),
      raisedAhead(bea, 1),
      ...opened(),
      appointed(bea),
      offStage(ada),
      left(ada),
      host(ada, null, 'left'),
    ]
    given(history, welcome)
      .when(join(bea))
      .then(loweredAhead(bea), joined(bea), onStage(bea, 'host'), host(null, bea, 'succeeded'))
  })

  it('leaves a room that nobody hosts so where a listener joins', () => {
    given(hostless('left'), welcome).when(join(bea)).then(joined(bea))
  })
})
