// The sound of one room: one thing after the other, always from what is wanted and what there is to what is to be done.

import type { Recorded } from '../../commands/event.ts'
import type { UserId } from '../../commands/ids.ts'
import type { RoomEvent } from '../../commands/room/events.ts'
import type { SoundEvent } from '../../commands/sound/events.ts'
import type { Ending, Happening } from '../audio-gateway/audio-gateway.ts'
import { createBackoff } from '../support/backoff.ts'
import { createPerforming } from './apply.ts'
import { type Connected, retire } from './connections.ts'
import { standingOf, wantsStream } from './diff.ts'
import { createLeaving } from './handover.ts'
import { createFacts } from './log-state.ts'
import { silence, silencedBy } from './mute-now.ts'
import { createPlacement, LOOK_EVERY } from './placement.ts'
import { type Renegotiation, type SoundAnswer, type SoundQuestion, signalTopic } from './protocol.ts'
import { answer } from './requests.ts'
import {
  connectionsOf,
  cutOff,
  everyone,
  homeOf,
  isEmptied,
  isWanted,
  type RoomSoundOptions,
  type Site,
  tellTalking,
} from './room-state.ts'
import { createTalk } from './speaking.ts'

export type RoomSound = {
  /** A fact of the room or of its sound; one that is known already changes nothing. */
  handle(event: Recorded<RoomEvent | SoundEvent>): void
  ask(question: SoundQuestion): Promise<SoundAnswer>
  /** A person has not been reached for a while. */
  vanished(person: UserId): void
  /** The room is over, and nothing of its sound is left. */
  readonly isOver: boolean
  /** Lets go and leaves everything as it is. Resolves when nothing is under way any more. */
  stop(): Promise<void>
}

const PAUSES = { first: 100, most: 5_000 }

export function createRoomSound(options: RoomSoundOptions): RoomSound {
  const { roomId, sound, gate, bus, clock, logger } = options
  const facts = createFacts(roomId, gate, clock.now)
  const backoff = createBackoff(PAUSES)
  /** Why the latest connection of a person ended. */
  const endings = new Map<UserId, Ending>()
  let turn: Promise<unknown> = Promise.resolve()
  let queued = false
  let stopped = false
  let loaded = false
  let timerAt = Number.POSITIVE_INFINITY
  let cancelTimer = () => {}

  const signal: Site['signal'] = message => {
    if (stopped) return
    // It may get lost: whoever asks for the state later is told again.
    if (message.signal === 'renegotiate') site.pending.set(message.person, message.how)
    bus.publish(signalTopic(roomId), message)
  }
  const site: Site = {
    ...options,
    mayAct: () => !stopped && options.mayAct(),
    facts,
    places: new Map(),
    pending: new Map(),
    talk: createTalk({
      clock,
      signal,
      epoch: () => facts.sound.epoch,
      tell: turns =>
        void inTurn(async () => {
          for (const { person, startedAt, endedAt } of turns)
            await facts.tell('TellTurn', { participant: person, startedAt, endedAt })
        }).catch(err => logger.warn({ err, roomId }, 'a turn could not be told')),
    }),
    streaming: false,
    signal,
    at,
    soon,
    left({ person, kind }, why) {
      endings.set(person, why)
      if (why === 'own') site.pending.delete(person)
      if (kind === 'bridge') tellTalking(site, person)
    },
  }
  const leaving = createLeaving(site)
  const placement = createPlacement(site, leaving, gateway => happening => happened(gateway, happening))
  const performing = createPerforming(site)
  const stopWatching = sound.gateways.map(gateway =>
    gateway.onChange(() => {
      const here = site.places.get(gateway.id)
      if (here) here.doubtful = true
      if (here && here === homeOf(site) && !gateway.up) site.talk.doubt()
      soon()
    }),
  )
  soon()

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = turn.then(work)
    turn = done.catch(() => {})
    return done
  }

  function soon(): void {
    if (queued || stopped) return
    queued = true
    void inTurn(() => {
      queued = false
      return see()
    })
  }

  function at(moment: number): void {
    if (moment >= timerAt || stopped) return
    cancelTimer()
    timerAt = moment
    cancelTimer = clock.after(Math.max(0, moment - clock.now()), () => {
      timerAt = Number.POSITIVE_INFINITY
      soon()
    })
  }

  /** Sees to everything once; what could not be done is tried again. */
  async function see(): Promise<void> {
    if (!site.mayAct()) return
    try {
      if (!loaded) await facts.load()
      loaded = true
      await reconcile()
      backoff.reset()
      if (isWanted(site) || site.places.size > 0) at(clock.now() + LOOK_EVERY)
    } catch (err) {
      // What was done half is found by looking.
      for (const here of site.places.values()) here.doubtful = true
      if (stopped) return
      logger.warn({ err, roomId, epoch: facts.sound.epoch }, 'the sound of a room could not be seen to yet')
      at(clock.now() + backoff.next())
    }
  }

  async function reconcile(): Promise<void> {
    if (isWanted(site) && !(await placement.place())) return performing.finishRecording('gone')
    if (facts.sound.gateway !== null && !(await placement.look())) return soon()
    site.streaming = wantsStream(facts.room, options.settings.streamAbove, site.streaming)
    const { lost, again } = retire(site.places.values(), clock.now())
    for (const one of lost) {
      site.left(one, 'vanished')
      if (one.upAt !== null) signal({ signal: 'renegotiate', person: one.person, how: 'connect' })
    }
    if (again !== null) at(again)
    await leaving.see()
    await performing.settle()
    if (isWanted(site)) await placement.gather()
    else if (facts.sound.gateway !== null) await facts.tell('EndSound', { epoch: facts.sound.epoch })
    await tellSpeakers()
    performing.finishRecording(leaving.isOver ? 'gone' : 'told')
    askToRenegotiate()
  }

  /** Who on stage has sound is a fact. */
  async function tellSpeakers(): Promise<void> {
    const { epoch, connected } = facts.sound
    const now = new Set<UserId>()
    for (const { kind, upAt, person } of homeOf(site)?.connections.values() ?? []) {
      const standing = standingOf(facts.room, person)
      if (kind === 'bridge' && upAt !== null && (standing === 'heard' || standing === 'muted'))
        now.add(person)
    }
    for (const participant of connected) {
      if (now.has(participant)) continue
      const standing = standingOf(facts.room, participant)
      const isOff = standing === null || standing === 'listening'
      const reason = isOff ? 'off-stage' : (endings.get(participant) ?? 'sound')
      await facts.tell('DisconnectSpeaker', { participant, epoch, reason })
    }
    for (const participant of now)
      if (!connected.has(participant)) await facts.tell('ConnectSpeaker', { participant, epoch })
  }

  /** Whose connection is not the right one for what they may do now is asked for another, once. */
  function askToRenegotiate(): void {
    for (const [here, one] of everyone(site)) {
      if (one.over) continue
      const how = isEmptied(site, here.gateway) ? 'connect' : howToRenegotiate(one)
      if (how === null) site.pending.delete(one.person)
      else if (how !== one.asked) signal({ signal: 'renegotiate', person: one.person, how })
      one.asked = how
    }
  }

  function howToRenegotiate({ kind, person, sends }: Connected): Renegotiation | null {
    const standing = standingOf(facts.room, person)
    if (standing === 'listening') return kind === 'bridge' && site.streaming ? 'connect' : null
    if (kind === 'stream') return 'connect'
    return sends ? null : 'offer'
  }

  function happened(gateway: string, happening: Happening): void {
    const here = site.places.get(gateway)
    if (!here || stopped) return
    if (happening.type === 'doubtful') here.doubtful = true
    else {
      const one = here.connections.get(happening.connection)
      if (!one) return
      if (happening.type === 'talking') {
        one.talks = happening.talking
        tellTalking(site, one.person, happening.since)
      }
      if (happening.type === 'receiving') one.quietSince = happening.receiving ? null : clock.now()
      if (happening.type === 'up') {
        one.upAt ??= clock.now()
        // The gateway says that packets stopped only of somebody of whom some came.
        if (one.kind === 'bridge' && one.sends) one.quietSince ??= clock.now()
      }
      if (happening.type === 'gone') {
        here.connections.delete(one.id)
        // A device that ended it knows.
        if (happening.why === 'own') site.left(one, 'own')
        else cutOff(site, one, happening.why)
      }
    }
    if (happening.type !== 'talking') soon()
  }

  return {
    handle(event) {
      facts.handle(event)
      if (event.type === 'ParticipantLeft' || event.type === 'ParticipantRemoved') {
        const { participant: person } = event.data
        site.pending.delete(person)
        // Whoever had sound is told when it ends; who talks is not for the others any more either.
        const isPutOut = event.type === 'ParticipantRemoved' && connectionsOf(site, person).length === 0
        if (isPutOut && site.mayAct()) signal({ signal: 'removed', person })
      }
      const who = silencedBy(event)
      if (who !== null) {
        silence(site, who)
        leaving.silence()
      }
      soon()
    },
    ask: question => inTurn(() => answer(site, { placement, performing, see }, question)),
    vanished(person) {
      for (const [, one] of everyone(site)) {
        if (one.person !== person) continue
        one.over = true
        site.pending.set(person, 'connect')
        site.left(one, 'vanished')
      }
      soon()
    },
    get isOver() {
      const { phase } = facts.room
      return (
        loaded &&
        phase !== 'live' &&
        site.places.size === 0 &&
        leaving.isOver &&
        facts.sound.gateway === null &&
        !facts.sound.segment
      )
    },
    async stop() {
      // Whoever was frozen until another took over knows nothing of when turns ended.
      if (options.mayAct()) site.talk.end()
      stopped = true
      cancelTimer()
      for (const stop of stopWatching) stop()
      await turn
      for (const here of site.places.values()) here.room.letGo()
      site.places.clear()
      leaving.letGo()
    },
  }
}
