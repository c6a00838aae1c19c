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

export type DemoPoll = { readonly pollId: string; readonly options: number; readonly secret: boolean }

/** Who plays which part besides the host, the moderator and the witness. */
type Cast = {
  readonly toRemove: DemoPerson
  readonly toBan: DemoPerson
  readonly invited: DemoPerson
  readonly shy: DemoPerson
  readonly raising: readonly DemoPerson[]
  readonly leaving: readonly DemoPerson[]
  readonly rest: readonly DemoPerson[]
}

function castOf(crowd: readonly DemoPerson[], random: Random): Cast {
  const rest = random.sample(crowd, crowd.length)
  const take = (count: number) => rest.splice(0, count)
  const share = (part: number) => Math.max(1, Math.floor(crowd.length * part))
  const [toRemove, toBan, invited, shy] = take(4) as [DemoPerson, DemoPerson, DemoPerson, DemoPerson]
  return { toRemove, toBan, invited, shy, raising: take(share(0.12)), leaving: take(share(0.1)), rest }
}

/** One room and its people, from its opening to the last of them who leaves. */
export class Evening {
  readonly roomId = randomUUID()
  readonly host: DemoPerson
  readonly moderator: DemoPerson
  /** Holds the room from its first event to its last. */
  readonly witness: DemoPerson
  readonly people: readonly DemoPerson[]
  readonly model = new Model()
  readonly ledger = new Ledger()
  readonly polls: DemoPoll[] = []
  /** Removed and banned: their subscriptions must have ended. */
  readonly excluded: DemoPerson[] = []
  readonly #random: Random
  readonly #crowd: readonly DemoPerson[]
  readonly #cast: Cast

  /** At least 12 people: a host, a moderator, a witness, and enough for each part to be played by somebody else. */
  constructor(people: readonly DemoPerson[], random: Random) {
    const [host, moderator, witness, ...crowd] = people as [
      DemoPerson,
      DemoPerson,
      DemoPerson,
      ...DemoPerson[],
    ]
    this.people = people
    this.host = host
    this.moderator = moderator
    this.witness = witness
    this.#random = random
    this.#crowd = crowd
    this.#cast = castOf(crowd, random)
    witness.onEvent = event => {
      this.model.see(event)
      this.ledger.arrived(event.position)
    }
  }

  #present(): readonly DemoPerson[] {
    return this.#cast.rest.filter(person => this.ledger.present.has(person.id))
  }

  async #act(person: DemoPerson, mutation: string, input: object = {}, expected = true) {
    return this.ledger.act(person, mutation, { roomId: this.roomId, ...input }, { expected })
  }

  async #come(person: DemoPerson) {
    const joined = await this.#act(person, 'joinRoom')
    if (!joined?.position) return
    this.ledger.present.add(person.id)
    person.hold(this.roomId, joined.position)
  }

  async #open() {
    const opened = await this.#act(this.host, 'openRoom', { title: 'An evening in the demo', topic: 'demo' })
    if (!opened?.position) throw new Error(`the room could not be opened: ${this.ledger.troubles.join('; ')}`)
    this.ledger.present.add(this.host.id)
    this.host.hold(this.roomId, opened.position)
    // From before the first event: the witness sees the room from its opening.
    this.witness.hold(this.roomId, BEGINNING)
    for (const person of [this.moderator, this.witness]) await this.#come(person)
    await this.#act(this.host, 'appointModerator', { personId: this.moderator.id })
  }

  async #arrive(milliseconds: number) {
    await spread(this.#crowd, milliseconds, person => this.#come(person))
  }

  async #stage(milliseconds: number) {
    await spread(this.#cast.raising, milliseconds / 3, person => this.#act(person, 'raiseHand'))
    for (let next = 0; next < Math.ceil(this.#cast.raising.length / 2); next++) {
      await this.#act(this.moderator, 'bringOnStage')
      await pause(milliseconds / 3 / this.#cast.raising.length)
    }
    for (const person of [this.#cast.invited, this.#cast.shy])
      await this.#act(this.host, 'inviteToStage', { personId: person.id })
    await this.#act(this.#cast.invited, 'acceptStageInvitation')
    await this.#act(this.#cast.shy, 'declineStageInvitation')
    await this.#act(this.#cast.invited, 'mute')
    await this.#act(this.#cast.invited, 'unmute')
    await this.#act(this.moderator, 'mute', { personId: this.#cast.invited.id })
    await this.#act(this.#cast.invited, 'unmute', {}, false)
    await this.#act(this.moderator, 'allowToUnmute', { personId: this.#cast.invited.id })
    await this.#act(this.#cast.invited, 'unmute')
    const [first, second, third, last] = this.#cast.raising as [
      DemoPerson,
      DemoPerson?,
      DemoPerson?,
      DemoPerson?,
    ]
    await this.#act(first, 'stepDown')
    if (second && this.model.speakers.has(second.id))
      await this.#act(this.moderator, 'moveToAudience', { personId: second.id })
    if (third && this.model.hands.has(third.id)) await this.#act(third, 'lowerHand')
    if (last && this.model.hands.has(last.id))
      await this.#act(this.moderator, 'lowerHand', { personId: last.id })
    await this.#act(this.moderator, 'muteEveryone')
  }

  async #react(person: DemoPerson) {
    const emoji = this.#random.pick(EMOJI)
    if (await this.#act(person, 'react', { emoji }))
      this.ledger.reactions.set(emoji, (this.ledger.reactions.get(emoji) ?? 0) + 1)
  }

  async #burst(milliseconds: number) {
    const taps = this.#present().flatMap(person =>
      Array.from({ length: 1 + this.#random.integer(6) }, () => person),
    )
    await spread(this.#random.sample(taps, taps.length), milliseconds, person => this.#react(person))
  }

  async #say(person: DemoPerson) {
    const posted = await this.#act(person, 'postComment', { text: this.#random.pick(REMARKS) })
    if (posted?.commentId) this.ledger.comments.add(posted.commentId)
    return posted?.commentId
  }

  async #talk(milliseconds: number, hostIsBack: Promise<void>) {
    const talkers = this.#present().filter(() => this.#random.chance(0.5))
    await spread(talkers, milliseconds, person => this.#say(person))
    await hostIsBack
    const [unpinned, pinned, removed, own] = await Promise.all(
      [this.host, this.moderator, this.witness, this.moderator].map(person => this.#say(person)),
    )
    for (const commentId of [unpinned, pinned]) await this.#act(this.moderator, 'pinComment', { commentId })
    await this.#act(this.moderator, 'unpinComment', { commentId: unpinned })
    this.ledger.pinned.add(pinned!)
    await this.#act(this.moderator, 'removeComment', { commentId: removed })
    await this.#act(this.moderator, 'removeComment', { commentId: own })
    for (const commentId of [removed!, own!]) this.ledger.comments.delete(commentId)
  }

  async #ballot(secret: boolean, milliseconds: number) {
    const options = ['Yes', 'No', 'Ask me tomorrow']
    const question = secret ? 'Shall we do this again?' : 'Louder?'
    const pollId = (await this.#act(this.moderator, 'openPoll', { question, options, secret }))?.pollId
    if (!pollId) return
    this.polls.push({ pollId, options: options.length, secret })
    const votes = new Map<string, number>()
    this.ledger.votes.set(pollId, votes)
    const voters = this.#present()
    const changing = this.#random.sample(voters, Math.floor(voters.length / 10))
    await spread([...voters, ...changing], milliseconds, async person => {
      const option = this.#random.integer(options.length)
      if (await this.#act(person, 'vote', { pollId, option })) votes.set(person.id, option)
    })
    await this.#act(this.moderator, 'closePoll', { pollId })
  }

  // The role passes on when the grace is over; whoever dropped comes back and has it again.
  async #dropHost(longest: number) {
    await this.host.drop()
    const patience = performance.now() + longest
    while (this.model.host === this.host.id && performance.now() < patience) await pause(20)
    const joined = await this.#act(this.host, 'joinRoom')
    if (joined?.position) this.host.hold(this.roomId, this.host.position)
  }

  async #excludeSome() {
    await this.#act(this.moderator, 'removeParticipant', {
      personId: this.#cast.toRemove.id,
      reason: 'off topic',
    })
    await this.#act(this.moderator, 'banPerson', { personId: this.#cast.toBan.id, reason: 'spam' })
    for (const person of [this.#cast.toRemove, this.#cast.toBan]) {
      this.ledger.present.delete(person.id)
      person.stays = false
      this.excluded.push(person)
    }
    await this.#act(this.#cast.toBan, 'joinRoom', {}, false)
  }

  async #leave(milliseconds: number) {
    await spread(this.#cast.leaving, milliseconds, async person => {
      person.stays = false
      if (await this.#act(person, 'leaveRoom')) this.ledger.present.delete(person.id)
      await person.goAway()
    })
  }

  /**
   * Plays until everything was done that the evening holds. `grace`: after how many milliseconds the backend takes for gone somebody who
   * dropped, so that the host stays away for as long; null: unknown.
   */
  async play(milliseconds: number, grace: number | null) {
    const begun = performance.now()
    const at = async (part: number, what: () => Promise<unknown>) => {
      await pause(Math.max(0, begun + part * milliseconds - performance.now()))
      await what()
    }
    await this.#open()
    await this.#arrive(milliseconds * 0.25)
    const staged = at(0.25, () => this.#stage(milliseconds * 0.3))
    // Not while the host is wanted on stage, nor at their remark.
    const hostIsBack = staged.then(() =>
      this.#dropHost(grace === null ? milliseconds * 0.35 : grace + 60_000),
    )
    await Promise.all([
      hostIsBack,
      at(0.3, () => this.#talk(milliseconds * 0.4, hostIsBack)),
      at(0.4, () => this.#ballot(false, milliseconds * 0.15)),
      at(0.6, () => this.#burst(milliseconds * 0.15)),
      at(0.65, () => this.#ballot(true, milliseconds * 0.15)),
      at(0.7, () => this.#excludeSome()),
      at(0.75, () => this.#leave(milliseconds * 0.15)),
      at(1, async () => {}),
    ])
  }
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
