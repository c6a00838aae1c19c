// People who keep a room busy while its process is killed again and again: what they ask for, what they are answered,
// and what their subscriptions tell them.

import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { ask, type DemoDevice, type MutationPayload, openDevice } from '../../demo/client.ts'
import type { Random } from '../../demo/random.ts'
import { until } from '../support/until.ts'

/** One command, and every answer that came to it: more than one where it was sent again. */
export type Issued = {
  readonly by: string
  readonly mutation: string
  readonly input: Readonly<Record<string, unknown>> & {
    readonly commandId: string
    readonly roomId?: string
  }
  readonly answers: MutationPayload[]
  /** How often it was sent and no answer came. */
  lost: number
}

export type Seen = { readonly position: string; readonly type: string }

export type Player = {
  readonly id: string
  readonly token: string
  readonly name: string
  readonly seen: Seen[]
  /** What the next subscription goes on from. */
  position: string
}

/** One life of the process, from being ready to being killed. */
type Life = { readonly url: string; readonly devices: ReadonlyMap<Player, DemoDevice> }
type Order = readonly [mutation: string, input: Record<string, unknown>]

const EVENTS = `subscription($roomId: ID!, $after: Position) {
  roomEvents(roomId: $roomId, after: $after) { position complete events { __typename position } }
}`
type Message = {
  roomEvents: { position: string; complete: boolean; events: { __typename: string; position: string }[] }
}

const EMOJI = ['👏', '🔥', '😂', '💜']
/** How clients tell of a process that died: over WebSocket, over HTTP, and in the middle of an answer. */
const DEATH =
  /^(the socket was closed|the socket failed|the mutation got no answer|fetch failed|terminated|Unexpected end of JSON)/
/** Milliseconds between an answer and the next command, at most. */
const THINKING = 60

export class CrashLoad {
  readonly roomId = randomUUID()
  readonly players: readonly Player[]
  readonly issued: Issued[] = []
  /** Whatever should not have happened. */
  readonly troubles: string[] = []
  readonly #random: Random
  #life: Life | null = null
  #born = Promise.withResolvers<Life>()
  #over = false
  #loops: Promise<void>[] = []
  #following = new Set<Promise<void>>()
  #answers = 0
  #polls: string[] = []
  #comments = new Map<Player, string[]>()

  /** The first of the players is the host. */
  constructor(players: readonly Omit<Player, 'seen' | 'position'>[], random: Random) {
    this.players = players.map(player => ({ ...player, seen: [], position: '' }))
    this.#random = random
  }

  get host(): Player {
    return this.players[0]!
  }

  /** The process is there: everybody connects, goes on following, and sends again what was not answered. */
  begin(url: string): void {
    const devices = new Map(this.players.map(player => [player, openDevice(url, player.token)]))
    const life = { url, devices }
    this.#life = life
    this.#born.resolve(life)
    for (const player of this.players) if (player.position) this.#follow(player, life)
  }

  /** The process is gone. */
  async end(): Promise<void> {
    const life = this.#life
    this.#life = null
    this.#born = Promise.withResolvers()
    for (const device of life?.devices.values() ?? []) device.close()
    await Promise.all(this.#following)
  }

  /** Nobody waits for a process any more. */
  async abandon(): Promise<void> {
    this.#over = true
    await this.end()
    this.#born.promise.catch(() => {})
    this.#born.reject(new Error('abandoned'))
  }

  /** Opens the room, has everybody follow it from its beginning, and begins. */
  async play(): Promise<void> {
    const { players, host, roomId } = this
    const { position } = await this.#do(host, ['openRoom', { roomId, title: 'Busy' }])
    await this.#openPoll()
    for (const player of players) {
      player.position = position!
      this.#follow(player, this.#life!)
    }
    const everybody = players.flatMap(player => [
      this.#loop(player, () => this.#onStage(player)),
      this.#loop(player, () => this.#inChat(player)),
      this.#loop(player, () => ['react', { roomId, emoji: this.#random.pick(EMOJI) }]),
      this.#loop(player, () => this.#atPolls()),
    ])
    const loops = [
      ...everybody,
      this.#loop(host, () => this.#asHost()),
      this.#loop(host, () => this.#asHost()),
      this.#pollLoop(),
    ]
    this.#loops = loops.map(loop => loop.catch(error => void this.troubles.push(String(error))))
  }

  /** Resolves when so many commands more are answered. */
  async answers(count: number): Promise<void> {
    const enough = this.#answers + count
    await until(
      () => (this.#answers < enough ? `${enough - this.#answers} of ${count} are not answered` : null),
      {
        timeout: 60_000,
      },
    )
  }

  /** Answers when every command has its answer. */
  async finish(): Promise<void> {
    this.#over = true
    await Promise.all(this.#loops)
  }

  /** Sends some of the commands again that are long answered, and were facts. */
  async repeat(count: number, kinds: ReadonlySet<string>): Promise<void> {
    const answered = this.issued.filter(
      ({ mutation, answers }) => kinds.has(mutation) && answers[0]?.rejection === null,
    )
    await Promise.all(
      this.#random.sample(answered, count).map(async issued => {
        const player = this.players.find(({ id }) => id === issued.by)!
        await this.#answered(player, issued)
      }),
    )
  }

  /** Does one command more, as the host, and answers its position. */
  async last(): Promise<string> {
    const { position } = await this.#do(this.host, ['postComment', { roomId: this.roomId, text: 'The end' }])
    return position!
  }

  // What they do ----------------------------------------------------------------------------------------------------

  #onStage(player: Player): Order {
    const { roomId } = this
    const restless = player !== this.host && this.#random.chance(0.15)
    const mutation = restless
      ? this.#random.pick(['joinRoom', 'joinRoom', 'leaveRoom'])
      : this.#random.pick(['joinRoom', 'raiseHand', 'raiseHand', 'lowerHand', 'mute', 'unmute', 'stepDown'])
    return [mutation, { roomId }]
  }

  #inChat(player: Player): Order {
    const { roomId } = this
    const own = this.#comments.get(player) ?? []
    if (own.length > 0 && this.#random.chance(0.2)) {
      const commentId = this.#random.pick(own)
      return [this.#random.pick(['removeComment', 'pinComment', 'unpinComment']), { roomId, commentId }]
    }
    return ['postComment', { roomId, text: `${player.name} says ${this.#random.integer(1_000_000)}` }]
  }

  #atPolls(): Order {
    const pollId = this.#random.chance(0.9) ? this.#polls.at(-1)! : this.#random.pick(this.#polls)
    return ['vote', { roomId: this.roomId, pollId, option: this.#random.integer(4) }]
  }

  #asHost(): Order {
    const { roomId } = this
    const personId = this.#random.pick(this.players).id
    switch (this.#random.integer(8)) {
      case 0:
        return ['renameRoom', { roomId, title: `Busy ${this.#random.integer(1_000_000)}` }]
      case 1:
        return ['setHandPolicy', { roomId, handPolicy: this.#random.pick(['OPEN', 'OPEN', 'CLOSED']) }]
      case 2:
        return ['inviteToStage', { roomId, personId }]
      case 3:
        return ['muteEveryone', { roomId }]
      case 4:
        return ['moveToAudience', { roomId, personId }]
      case 5:
        return [this.#random.pick(['follow', 'unfollow']), { personId }]
      default:
        return ['bringOnStage', { roomId }]
    }
  }

  async #pollLoop(): Promise<void> {
    while (!this.#over) {
      await pause(this.#random.integer(THINKING * 20))
      const pollId = this.#polls.at(-1)!
      await this.#do(this.host, ['closePoll', { roomId: this.roomId, pollId }])
      await this.#openPoll()
    }
  }

  async #openPoll(): Promise<void> {
    const input = { roomId: this.roomId, question: 'Which?', options: ['a', 'b', 'c', 'd'] }
    const { pollId } = await this.#do(this.host, ['openPoll', input])
    if (pollId) this.#polls.push(pollId)
  }

  async #loop(player: Player, next: () => Order): Promise<void> {
    while (!this.#over) {
      await pause(this.#random.integer(THINKING))
      const order = next()
      const { commentId } = await this.#do(player, order)
      if (order[0] === 'postComment' && commentId)
        this.#comments.set(player, [...(this.#comments.get(player) ?? []), commentId].slice(-20))
    }
  }

  // How they do it --------------------------------------------------------------------------------------------------

  #do(player: Player, [mutation, input]: Order): Promise<MutationPayload> {
    const command = { ...input, commandId: randomUUID() }
    const issued: Issued = { by: player.id, mutation, input: command, answers: [], lost: 0 }
    this.issued.push(issued)
    return this.#answered(player, issued)
  }

  /** Sends it in one life after the other until it is answered. */
  async #answered(player: Player, issued: Issued): Promise<MutationPayload> {
    for (;;) {
      const life = this.#life ?? (await this.#born.promise)
      try {
        const answer = this.#random.chance(0.25)
          ? await this.#overHttp(player, issued, life)
          : await life.devices.get(player)!.act(issued.mutation, issued.input)
        issued.answers.push(answer)
        this.#answers += 1
        return answer
      } catch (error) {
        if (!DEATH.test((error as Error).message)) throw error
        issued.lost += 1
        if (this.#life === life) await pause(5)
      }
    }
  }

  async #overHttp(player: Player, { mutation, input }: Issued, { url }: Life): Promise<MutationPayload> {
    const type = mutation[0]!.toUpperCase() + mutation.slice(1)
    const made = { postComment: 'commentId', openPoll: 'pollId' }[mutation] ?? ''
    const query = `mutation($input: ${type}Input!) {
      ${mutation}(input: $input) { position caughtUp rejection { code message details } ${made} }
    }`
    const data = await ask<Record<string, MutationPayload>>(url, player.token, query, { input })
    return data[mutation]!
  }

  #follow(player: Player, { devices }: Life): void {
    const following = this.#followOnce(player, devices.get(player)!)
    this.#following.add(following)
    void following.finally(() => this.#following.delete(following))
  }

  async #followOnce(player: Player, device: DemoDevice): Promise<void> {
    const variables = { roomId: this.roomId, after: player.position }
    try {
      const { ended } = await device.follow<Message>(EVENTS, variables, ({ roomEvents }) => {
        if (!roomEvents.complete) this.troubles.push(`${player.name} was told that something may be missing`)
        for (const { position, __typename } of roomEvents.events)
          player.seen.push({ position, type: __typename })
        player.position = roomEvents.position
      })
      if (ended && this.#life?.devices.get(player) === device)
        this.troubles.push(`the subscription of ${player.name} was completed`)
    } catch (error) {
      this.troubles.push(`${player.name} could not follow: ${(error as Error).message}`)
    }
  }
}
