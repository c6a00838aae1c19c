// A scripted session in one room: who does what, and when.

import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { Model } from './model.ts'
import { DemoOutcomes } from './outcomes.ts'
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

/** The roles of the people besides the host, the moderator and the observer. */
type Roles = {
  readonly toRemove: DemoPerson
  readonly toBan: DemoPerson
  readonly invited: DemoPerson
  readonly shy: DemoPerson
  readonly raising: readonly DemoPerson[]
  readonly leaving: readonly DemoPerson[]
  readonly rest: readonly DemoPerson[]
}

function assignRoles(guests: readonly DemoPerson[], random: Random): Roles {
  const rest = random.sample(guests, guests.length)
  const take = (count: number) => rest.splice(0, count)
  const share = (fraction: number) => Math.max(1, Math.floor(guests.length * fraction))
  const [toRemove, toBan, invited, shy] = take(4) as [DemoPerson, DemoPerson, DemoPerson, DemoPerson]
  return { toRemove, toBan, invited, shy, raising: take(share(0.12)), leaving: take(share(0.1)), rest }
}

/** One room and its people, from its opening to its end. */
export class DemoSession {
  readonly roomId = randomUUID()
  readonly host: DemoPerson
  readonly moderator: DemoPerson
  /** Subscribes from the first event to the last. */
  readonly observer: DemoPerson
  readonly people: readonly DemoPerson[]
  readonly model = new Model()
  readonly outcomes = new DemoOutcomes()
  readonly polls: DemoPoll[] = []
  /** Removed and banned people. Their subscriptions must have ended. */
  readonly excluded: DemoPerson[] = []
  readonly #random: Random
  readonly #guests: readonly DemoPerson[]
  readonly #roles: Roles

  /** Takes at least 12 people: a host, a moderator, an observer, and a different person for each role. */
  constructor(people: readonly DemoPerson[], random: Random) {
    const [host, moderator, observer, ...guests] = people as [
      DemoPerson,
      DemoPerson,
      DemoPerson,
      ...DemoPerson[],
    ]
    this.people = people
    this.host = host
    this.moderator = moderator
    this.observer = observer
    this.#random = random
    this.#guests = guests
    this.#roles = assignRoles(guests, random)
    observer.onEvent = event => {
      this.model.see(event)
      this.outcomes.arrived(event.position)
    }
  }

  #present(): readonly DemoPerson[] {
    return this.#roles.rest.filter(person => this.outcomes.present.has(person.id))
  }

  async #act(person: DemoPerson, mutation: string, input: object = {}, expected = true) {
    return this.outcomes.act(person, mutation, { roomId: this.roomId, ...input }, { expected })
  }

  async #join(person: DemoPerson) {
    const joined = await this.#act(person, 'joinRoom')
    if (!joined?.position) return
    this.outcomes.present.add(person.id)
    person.hold(this.roomId, joined.position)
  }

  async #open() {
    const opened = await this.#act(this.host, 'openRoom', { title: 'An evening in the demo', topic: 'demo' })
    if (!opened?.position)
      throw new Error(`the room could not be opened: ${this.outcomes.problems.join('; ')}`)
    this.outcomes.present.add(this.host.id)
    this.host.hold(this.roomId, opened.position)
    // From before the first event, so that the observer receives all of them.
    this.observer.hold(this.roomId, BEGINNING)
    for (const person of [this.moderator, this.observer]) await this.#join(person)
    await this.#act(this.host, 'appointModerator', { personId: this.moderator.id })
  }

  async #joinAll(milliseconds: number) {
    await spread(this.#guests, milliseconds, person => this.#join(person))
  }

  async #useStage(milliseconds: number) {
    await spread(this.#roles.raising, milliseconds / 3, person => this.#act(person, 'raiseHand'))
    for (let next = 0; next < Math.ceil(this.#roles.raising.length / 2); next++) {
      await this.#act(this.moderator, 'bringOnStage')
      await pause(milliseconds / 3 / this.#roles.raising.length)
    }
    for (const person of [this.#roles.invited, this.#roles.shy])
      await this.#act(this.host, 'inviteToStage', { personId: person.id })
    await this.#act(this.#roles.invited, 'acceptStageInvitation')
    await this.#act(this.#roles.shy, 'declineStageInvitation')
    await this.#act(this.#roles.invited, 'mute')
    await this.#act(this.#roles.invited, 'unmute')
    await this.#act(this.moderator, 'mute', { personId: this.#roles.invited.id })
    await this.#act(this.#roles.invited, 'unmute', {}, false)
    await this.#act(this.moderator, 'allowToUnmute', { personId: this.#roles.invited.id })
    await this.#act(this.#roles.invited, 'unmute')
    const [first, second, third, last] = this.#roles.raising as [
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
      this.outcomes.reactions.set(emoji, (this.outcomes.reactions.get(emoji) ?? 0) + 1)
  }

  async #reactAll(milliseconds: number) {
    const taps = this.#present().flatMap(person =>
      Array.from({ length: 1 + this.#random.integer(6) }, () => person),
    )
    await spread(this.#random.sample(taps, taps.length), milliseconds, person => this.#react(person))
  }

  async #postComment(person: DemoPerson) {
    const posted = await this.#act(person, 'postComment', { text: this.#random.pick(REMARKS) })
    if (posted?.commentId) this.outcomes.comments.add(posted.commentId)
    return posted?.commentId
  }

  async #chat(milliseconds: number, hostIsBack: Promise<void>) {
    const commenters = this.#present().filter(() => this.#random.chance(0.5))
    await spread(commenters, milliseconds, person => this.#postComment(person))
    await hostIsBack
    const [unpinned, pinned, removed, own] = await Promise.all(
      [this.host, this.moderator, this.observer, this.moderator].map(person => this.#postComment(person)),
    )
    for (const commentId of [unpinned, pinned]) await this.#act(this.moderator, 'pinComment', { commentId })
    await this.#act(this.moderator, 'unpinComment', { commentId: unpinned })
    this.outcomes.pinned.add(pinned!)
    await this.#act(this.moderator, 'removeComment', { commentId: removed })
    await this.#act(this.moderator, 'removeComment', { commentId: own })
    for (const commentId of [removed!, own!]) this.outcomes.comments.delete(commentId)
  }

  async #runPoll(secret: boolean, milliseconds: number) {
    const options = ['Yes', 'No', 'Ask me tomorrow']
    const question = secret ? 'Shall we do this again?' : 'Louder?'
    const pollId = (await this.#act(this.moderator, 'openPoll', { question, options, secret }))?.pollId
    if (!pollId) return
    this.polls.push({ pollId, options: options.length, secret })
    const votes = new Map<string, number>()
    this.outcomes.votes.set(pollId, votes)
    const voters = this.#present()
    const changing = this.#random.sample(voters, Math.floor(voters.length / 10))
    await spread([...voters, ...changing], milliseconds, async person => {
      const option = this.#random.integer(options.length)
      if (await this.#act(person, 'vote', { pollId, option })) votes.set(person.id, option)
    })
    await this.#act(this.moderator, 'closePoll', { pollId })
  }

  // The role of the host passes on after the grace, and returns with the host.
  async #dropHost(timeoutMs: number) {
    await this.host.drop()
    const deadline = performance.now() + timeoutMs
    while (this.model.host === this.host.id && performance.now() < deadline) await pause(20)
    const joined = await this.#act(this.host, 'joinRoom')
    if (joined?.position) this.host.hold(this.roomId, this.host.position)
  }

  async #excludeSome() {
    await this.#act(this.moderator, 'removeParticipant', {
      personId: this.#roles.toRemove.id,
      reason: 'off topic',
    })
    await this.#act(this.moderator, 'banPerson', { personId: this.#roles.toBan.id, reason: 'spam' })
    for (const person of [this.#roles.toRemove, this.#roles.toBan]) {
      this.outcomes.present.delete(person.id)
      person.stays = false
      this.excluded.push(person)
    }
    await this.#act(this.#roles.toBan, 'joinRoom', {}, false)
  }

  async #leave(milliseconds: number) {
    await spread(this.#roles.leaving, milliseconds, async person => {
      person.stays = false
      if (await this.#act(person, 'leaveRoom')) this.outcomes.present.delete(person.id)
      await person.goAway()
    })
  }

  /**
   * Runs the script. `grace` is how long, in milliseconds, the backend keeps people without a socket in the room: the host stays
   * away for longer. Null if it is unknown.
   */
  async play(milliseconds: number, grace: number | null) {
    const startedAt = performance.now()
    const at = async (fraction: number, what: () => Promise<unknown>) => {
      await pause(Math.max(0, startedAt + fraction * milliseconds - performance.now()))
      await what()
    }
    await this.#open()
    await this.#joinAll(milliseconds * 0.25)
    const stageDone = at(0.25, () => this.#useStage(milliseconds * 0.3))
    // The host has to be present for the stage and for their comment.
    const hostIsBack = stageDone.then(() =>
      this.#dropHost(grace === null ? milliseconds * 0.35 : grace + 60_000),
    )
    await Promise.all([
      hostIsBack,
      at(0.3, () => this.#chat(milliseconds * 0.4, hostIsBack)),
      at(0.4, () => this.#runPoll(false, milliseconds * 0.15)),
      at(0.6, () => this.#reactAll(milliseconds * 0.15)),
      at(0.65, () => this.#runPoll(true, milliseconds * 0.15)),
      at(0.7, () => this.#excludeSome()),
      at(0.75, () => this.#leave(milliseconds * 0.15)),
      at(1, async () => {}),
    ])
  }
}

/** The position before any event. */
const BEGINNING = '0'.repeat(20)

/** Starts `what` for each, evenly over the time. Resolves when all are done. */
async function spread<T>(
  all: readonly T[],
  milliseconds: number,
  what: (one: T) => Promise<unknown>,
): Promise<void> {
  const startedAt = performance.now()
  await Promise.all(
    all.map(async (one, index) => {
      await pause(Math.max(0, startedAt + (milliseconds * index) / all.length - performance.now()))
      await what(one)
    }),
  )
}
