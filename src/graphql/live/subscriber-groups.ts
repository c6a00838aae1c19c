// The subscribers of a room in groups of those who get the same messages, and the renderers that they share.

import type { View } from './room-page.ts'
import type { Renderer, RoomSubscriber } from './room-subscriber.ts'

/** Subscribers with one view and one renderer: a message is rendered once for all of them. */
export type SubscriberGroup = View & {
  readonly renderer: Renderer<unknown>
  readonly members: Set<RoomSubscriber>
}

export class SubscriberGroups {
  readonly #groups = new Map<string, SubscriberGroup>()
  readonly #renderers = new Map<string, { readonly renderer: Renderer<unknown>; users: number }>()

  /** The groups as they are now, those with the most members first. Later joins and leaves do not change the list. */
  bySize(): readonly SubscriberGroup[] {
    return [...this.#groups.values()].sort((a, b) => b.members.size - a.members.size)
  }

  join(subscriber: RoomSubscriber): void {
    const { renderer, viewLevel, reactions } = subscriber
    const key = keyOf(subscriber)
    let group = this.#groups.get(key)
    if (!group) {
      group = { renderer, viewLevel, reactions, members: new Set() }
      this.#groups.set(key, group)
    }
    group.members.add(subscriber)
  }

  leave(subscriber: RoomSubscriber): void {
    const key = keyOf(subscriber)
    const group = this.#groups.get(key)
    if (group?.members.delete(subscriber) && group.members.size === 0) this.#groups.delete(key)
  }

  /** The renderer that all of this name share. Release it when the subscriber ends. */
  shareRenderer(renderer: Renderer<unknown>): Renderer<unknown> {
    const shared = this.#renderers.get(renderer.name) ?? { renderer, users: 0 }
    this.#renderers.set(renderer.name, shared)
    shared.users++
    return shared.renderer
  }

  releaseRenderer({ name }: Renderer<unknown>): void {
    const shared = this.#renderers.get(name)
    if (shared && --shared.users === 0) this.#renderers.delete(name)
  }
}

const keyOf = ({ renderer, viewLevel, reactions }: RoomSubscriber) =>
  `${viewLevel} ${reactions} ${renderer.name}`
