// The evening: who does what, and when.

import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { Ledger } from './ledger.ts'
import { Model } from './model.ts'
import type { DemoPerson } from './person.ts'
import type { Random } from './random.ts'

const EMOJI = ['👏', '🔥', '❤️', '😂', '🎉', '🤔']
const REMARKS = [
  'Well said.',
  'Can you say that again?',
  'Greetings from Lisbon!',
  'I was there.',
  '+1',
  'And the bass?',
]

export type Evening = {
  readonly roomId: string
  readonly host: DemoPerson
  readonly moderator: DemoPerson
  /** Holds the room from its first event to its last. */
  readonly witness: DemoPerson
  readonly people: readonly DemoPerson[]
  readonly model: Model
  readonly ledger: Ledger
  readonly polls: { readonly pollId: string; readonly options: number; readonly secret: boolean }[]
  /** Removed and banned: their subscriptions must have ended. */
  readonly putOut: DemoPerson[]
  /**
   * Plays until everything was done that the evening holds. `grace`: after how many milliseconds the backend takes for
   * gone who dropped, so that the host stays away for as long; null: who knows.
   */
  play(milliseconds: number, grace: number | null): Promise<void>
}

/** At least 12 people: a host, a moderator, a witness, and enough for each part to be played by somebody else. */
export function planEvening(people: readonly DemoPerson[], random: Random): Evening {
  const [host, moderator, witness, ...crowd] = people as [DemoPerson, DemoPerson, DemoPerson, ...DemoPerson[]]
  const roomId = randomUUID()
  const model = new Model()
  const ledger = new Ledger()
  const polls: Evening['polls'] = []
  const putOut: DemoPerson[] = []
  const share = (part: number) => Math.max(1, Math.floor(crowd.length * part))
  const cast = random.sample(crowd, crowd.length)
  const take = (count: number) => cast.splice(0, count)
  const [toRemove, toBan, invited, shy] = take(4) as [DemoPerson, DemoPerson, DemoPerson, DemoPerson]
  const raising = take(share(0.12))
  const leaving = take(share(0.1))
  const present = (from: readonly DemoPerson[]) => from.filter(person => ledger.present.has(person.id))

  witness.onEvent = event => {
    model.see(event)
    ledger.arrived(event.position)
  }

  async function act(person: DemoPerson, mutation: string, input: object = {}, expected = true) {
    return ledger.act(person, mutation, { roomId, ...input }, { expected })
  }

  async function come(person: DemoPerson) {
    const joined = await act(person, 'joinRoom')
    if (!joined?.position) return
    ledger.present.add(person.id)
    person.hold(roomId, joined.position)
  }

  async function open() {
    const opened = await act(host, 'openRoom', { title: 'An evening in the demo', topic: 'demo' })
    if (!opened?.position) throw new Error(`the room could not be opened: ${ledger.troubles.join('; ')}`)
    ledger.present.add(host.id)
    host.hold(roomId, opened.position)
    // From before the first event: the witness sees the room from its opening.
    witness.hold(roomId, BEGINNING)
    for (const person of [moderator, witness]) await come(person)
    await act(host, 'appointModerator', { personId: moderator.id })
  }

  async function arrive(milliseconds: number) {
    await spread(crowd, milliseconds, come)
  }

  async function stage(milliseconds: number) {
    await spread(raising, milliseconds / 3, person => act(person, 'raiseHand'))
    for (let next = 0; next < Math.ceil(raising.length / 2); next++) {
      await act(moderator, 'bringOnStage')
      await pause(milliseconds / 3 / raising.length)
    }
    for (const person of [invited, shy]) await act(host, 'inviteToStage', { personId: person.id })
    await act(invited, 'acceptStageInvitation')
    await act(shy, 'declineStageInvitation')
    await act(invited, 'mute')
    await act(invited, 'unmute')
    await act(moderator, 'mute', { personId: invited.id })
    await act(invited, 'unmute', {}, false)
    await act(moderator, 'allowToUnmute', { personId: invited.id })
    await act(invited, 'unmute')
    const [first, second, third, last] = raising as [DemoPerson, DemoPerson?, DemoPerson?, DemoPerson?]
    await act(first, 'stepDown')
    if (second && model.speakers.has(second.id))
      await act(moderator, 'moveToAudience', { personId: second.id })
    if (third && model.hands.has(third.id)) await act(third, 'lowerHand')
    if (last && model.hands.has(last.id)) await act(moderator, 'lowerHand', { personId: last.id })
    await act(moderator, 'muteEveryone')
  }

  async function react(person: DemoPerson) {
    const emoji = random.pick(EMOJI)
    if (await act(person, 'react', { emoji }))
      ledger.reactions.set(emoji, (ledger.reactions.get(emoji) ?? 0) + 1)
  }

  async function burst(milliseconds: number) {
    const taps = present(cast).flatMap(person => Array.from({ length: 1 + random.integer(6) }, () => person))
    await spread(random.sample(taps, taps.length), milliseconds, react)
  }

  async function say(person: DemoPerson) {
    const posted = await act(person, 'postComment', { text: random.pick(REMARKS) })
    if (posted?.commentId) ledger.comments.add(posted.commentId)
    return posted?.commentId
  }

  async function talk(milliseconds: number, hostIsBack: Promise<void>) {
    const talkers = present(cast).filter(() => random.chance(0.5))
    await spread(talkers, milliseconds, say)
    await hostIsBack
    const [unpinned, pinned, removed, own] = await Promise.all([host, moderator, witness, moderator].map(say))
    for (const commentId of [unpinned, pinned]) await act(moderator, 'pinComment', { commentId })
    await act(moderator, 'unpinComment', { commentId: unpinned })
    ledger.pinned.add(pinned!)
    await act(moderator, 'removeComment', { commentId: removed })
    await act(moderator, 'removeComment', { commentId: own })
    for (const commentId of [removed!, own!]) ledger.comments.delete(commentId)
  }

  async function ballot(secret: boolean, milliseconds: number) {
    const options = ['Yes', 'No', 'Ask me tomorrow']
    const question = secret ? 'Shall we do this again?' : 'Louder?'
    const pollId = (await act(moderator, 'openPoll', { question, options, secret }))?.pollId
    if (!pollId) return
    polls.push({ pollId, options: options.length, secret })
    const votes = new Map<string, number>()
    ledger.votes.set(pollId, votes)
    const voters = present(cast)
    const changing = random.sample(voters, Math.floor(voters.length / 10))
    await spread([...voters, ...changing], milliseconds, async person => {
      const option = random.integer(options.length)
      if (await act(person, 'vote', { pollId, option })) votes.set(person.id, option)
    })
    await act(moderator, 'closePoll', { pollId })
  }

  // The role passes on when the grace is over; whoever dropped comes back and has it again.
  async function dropHost(longest: number) {
    await host.drop()
    const patience = performance.now() + longest
    while (model.host === host.id && performance.now() < patience) await pause(20)
    const joined = await act(host, 'joinRoom')
    if (joined?.position) host.hold(roomId, host.position)
  }

  async function putSomeOut() {
    await act(moderator, 'removeParticipant', { personId: toRemove.id, reason: 'off topic' })
    await act(moderator, 'banPerson', { personId: toBan.id, reason: 'spam' })
    for (const person of [toRemove, toBan]) {
      ledger.present.delete(person.id)
      person.stays = false
      putOut.push(person)
    }
    await act(toBan, 'joinRoom', {}, false)
  }

  async function leave(milliseconds: number) {
    await spread(leaving, milliseconds, async person => {
      person.stays = false
      if (await act(person, 'leaveRoom')) ledger.present.delete(person.id)
      await person.goAway()
    })
  }

  async function play(milliseconds: number, grace: number | null) {
    const begun = performance.now()
    const at = async (part: number, what: () => Promise<unknown>) => {
      await pause(Math.max(0, begun + part * milliseconds - performance.now()))
      await what()
    }
    await open()
    await arrive(milliseconds * 0.25)
    const staged = at(0.25, () => stage(milliseconds * 0.3))
    // Not while the host is wanted on stage, nor at their remark.
    const hostIsBack = staged.then(() => dropHost(grace === null ? milliseconds * 0.35 : grace + 60_000))
    await Promise.all([
      hostIsBack,
      at(0.3, () => talk(milliseconds * 0.4, hostIsBack)),
      at(0.4, () => ballot(false, milliseconds * 0.15)),
      at(0.6, () => burst(milliseconds * 0.15)),
      at(0.65, () => ballot(true, milliseconds * 0.15)),
      at(0.7, putSomeOut),
      at(0.75, () => leave(milliseconds * 0.15)),
      at(1, async () => {}),
    ])
  }

  return { roomId, host, moderator, witness, people, model, ledger, polls, putOut, play }
}

/** The position before any event. */
const BEGINNING = '0'.repeat(20)

/** Begins one after the other, evenly over the time; resolves when all are done. */
async function spread<T>(
  all: readonly T[],
  milliseconds: number,
  what: (one: T) => Promise<unknown>,
): Promise<void> {
  const begun = performance.now()
  await Promise.all(
    all.map(async (one, index) => {
      await pause(Math.max(0, begun + (milliseconds * index) / all.length - performance.now()))
      await what(one)
    }),
  )
}
