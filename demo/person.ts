// A person of the evening: a token, a device, and everything that their subscription ever told them.

import { setTimeout as pause } from 'node:timers/promises'
import { ask, type DemoDevice, type MutationPayload, openDevice } from './client.ts'
import { type Message, ROOM_EVENTS, type SeenEvent } from './model.ts'

/** Told to moderators and to the person whom they are about. */
const FOR_SOME = new Set([
  ...['InvitedToStage', 'StageInvitationDeclined', 'StageInvitationWithdrawn'],
  ...['PersonBanned', 'BanLifted', 'PeopleInvited', 'PeopleUninvited'],
  ...['SoundPlaced', 'SoundLost', 'SoundEnded', 'AudienceSpread', 'AudienceGathered'],
])

/** Milliseconds between a lost socket and the next. */
const COME_BACK_AFTER = 200

export class DemoPerson {
  readonly id: string
  readonly name: string
  readonly #url: string
  readonly #token: string
  #device: DemoDevice | null = null
  #following: Promise<void> = Promise.resolve()
  #away = true

  /** Positions of all delivered events that everybody may see, in the order of their coming. */
  readonly seen: string[] = []
  /** Where the first subscription began: everything after it should have come. */
  began = ''
  /** The last position that a message gave. */
  position = ''
  /** The server completed the subscription: the room closed, or they were put out. */
  ended = false
  /** Whether they stay to the end, so that they must have seen everything. */
  stays = true
  /** Messages that could not promise to be complete, and subscriptions that failed. */
  readonly troubles: string[] = []
  /** Called with each event, as it comes. */
  onEvent: (event: SeenEvent) => void = () => {}

  constructor(url: string, name: string, id: string, token: string) {
    this.#url = url
    this.name = name
    this.id = id
    this.#token = token
  }

  async act(mutation: string, input: object): Promise<MutationPayload> {
    this.#device ??= openDevice(this.#url, this.#token)
    return this.#device.act(mutation, input)
  }

  ask<T>(query: string, variables: object = {}): Promise<T> {
    return ask<T>(this.#url, this.#token, query, variables)
  }

  /** Holds the room from a position on, and comes back by itself from the last one seen until they go away. */
  hold(roomId: string, after: string): void {
    if (!this.#away) return
    this.began ||= after
    this.position ||= after
    this.#away = false
    this.#following = this.#follow(roomId)
  }

  async #follow(roomId: string): Promise<void> {
    while (!this.#away && !this.ended) {
      this.#device ??= openDevice(this.#url, this.#token)
      try {
        const variables = { roomId, after: this.position }
        const { ended } = await this.#device.follow<Message>(ROOM_EVENTS, variables, data => this.#take(data))
        this.ended = ended && !this.#away
      } catch (error) {
        this.troubles.push(`${this.name}: ${(error as Error).message}`)
        return
      }
      if (this.ended || this.#away) return
      this.#device = null
      await pause(COME_BACK_AFTER)
    }
  }

  #take({ roomEvents: message }: Message): void {
    if (!message.complete) this.troubles.push(`${this.name} was told that something may be missing`)
    for (const event of message.events) {
      if (!FOR_SOME.has(event.__typename)) this.seen.push(event.position)
      this.onEvent(event)
    }
    this.position = message.position
  }

  /** The battery is empty: the socket goes without a word, and nobody comes back. */
  async drop(): Promise<void> {
    this.#away = true
    this.#device?.cut()
    this.#device = null
    await this.#following
  }

  async goAway(): Promise<void> {
    this.#away = true
    this.#device?.close()
    this.#device = null
    await this.#following
  }
}

export async function signIn(url: string, name: string): Promise<DemoPerson> {
  const { signInForDevelopment: signedIn } = await ask<{
    signInForDevelopment: { token: string; person: { id: string } }
  }>(url, null, 'mutation ($name: String!) { signInForDevelopment(name: $name) { token person { id } } }', {
    name,
  })
  return new DemoPerson(url, name, signedIn.person.id, signedIn.token)
}
