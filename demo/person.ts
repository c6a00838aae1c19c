// A person of the demo: a token, a device and the delivered events.

import { setTimeout as pause } from 'node:timers/promises'
import { ask, type DemoDevice, type MutationPayload, openDevice } from './client.ts'
import { type Message, ROOM_EVENTS, type SeenEvent } from './model.ts'

/** Events that only moderators and the person concerned receive. */
const NOT_FOR_EVERYBODY = new Set([
  ...['InvitedToStage', 'StageInvitationDeclined', 'StageInvitationWithdrawn'],
  ...['PersonBanned', 'BanLifted', 'PeopleInvited', 'PeopleUninvited'],
  ...['SoundPlaced', 'SoundLost', 'SoundEnded', 'AudienceSpread', 'AudienceGathered'],
])

/** How long, in milliseconds, a person waits before reconnecting. */
const RECONNECT_DELAY_MS = 200

export class DemoPerson {
  readonly id: string
  readonly name: string
  readonly #url: string
  readonly #token: string
  #device: DemoDevice | null = null
  #following: Promise<void> = Promise.resolve()
  #away = true

  /** Positions of the delivered events that everybody may see, in order of arrival. */
  readonly seen: string[] = []
  /** The position after which the first subscription started. */
  began = ''
  /** The position of the last message. */
  position = ''
  /** The server completed the subscription: the room has closed, or the person was removed. */
  ended = false
  /** Whether they stay to the end and must receive every event. */
  stays = true
  /** Incomplete messages and failed subscriptions. */
  readonly problems: string[] = []
  /** Called with each event. */
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

  /** Subscribes after a position, and resumes after each lost connection until the person leaves. */
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
        this.problems.push(`${this.name}: ${(error as Error).message}`)
        return
      }
      if (this.ended || this.#away) return
      this.#device = null
      await pause(RECONNECT_DELAY_MS)
    }
  }

  #take({ roomEvents: message }: Message): void {
    if (!message.complete) this.problems.push(`${this.name} received an incomplete message`)
    for (const event of message.events) {
      if (!NOT_FOR_EVERYBODY.has(event.__typename)) this.seen.push(event.position)
      this.onEvent(event)
    }
    this.position = message.position
  }

  /** Loses the connection without a closing handshake, and does not reconnect. */
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
