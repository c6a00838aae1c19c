// Subscribes to the events of a room over a `graphql-ws` client, and resumes from the last position after a disconnect.
//
// After a disconnect, `graphql-ws` subscribes again with the same `variables` object, which it reads again. This module
// therefore writes each position into that object.

/** The part of a `graphql-ws` client that is used. Create it with `retryAttempts: Infinity` and `shouldRetry: () => true`. */
export type Client = {
  subscribe(
    payload: { query: string; variables: Record<string, unknown> },
    sink: { next(result: Result): void; error(error: unknown): void; complete(): void },
  ): () => void
}

type Result = { data?: unknown; errors?: unknown }

/** The fields that the document must select in every message. It may select more. */
export type RoomMessage = { readonly position: string; readonly complete: boolean }

export type ResumeOptions<M extends RoomMessage> = {
  readonly client: Client
  /** Passes `$after: Position` to `roomEvents`, and selects `position` and `complete` without aliases. */
  readonly query: string
  /** The variables of the document. Add `after` to start at a position. */
  readonly variables: Readonly<Record<string, unknown>>
  /** Receives each message once, in order. */
  next(message: M): void
  /** Called before a message when the server cannot prove that nothing is missing before it. Reload the room. */
  reload(): void
  /** An error that a retry cannot fix: you may not read the room, the document is wrong, or the client gave up. */
  error(error: unknown): void
  /** The room is over, or you may not follow it any more. Usually the last message said why. */
  complete(): void
}

/** Starts the subscription. Returns a function that ends it, after which no callback is called. */
export function resume<M extends RoomMessage>(options: ResumeOptions<M>): () => void {
  const { client, query } = options
  const variables = { ...options.variables }
  let open = true
  let unsubscribe = () => {}

  const end = (callback: () => void) => {
    if (!open) return
    open = false
    callback()
  }

  unsubscribe = client.subscribe(
    { query, variables },
    {
      next({ data, errors }) {
        if (!open) return
        const message = (data as { roomEvents?: M } | null | undefined)?.roomEvents
        if (!message) {
          end(() => options.error(errors))
          // Otherwise the server would keep the subscription, and with it the person's presence in the room.
          unsubscribe()
          return
        }
        if (!message.complete) options.reload()
        variables.after = message.position
        options.next(message)
      },
      error: error => end(() => options.error(error)),
      complete: () => end(() => options.complete()),
    },
  )
  // The client may have called back before `subscribe` returned.
  if (!open) unsubscribe()
  return () => {
    open = false
    unsubscribe()
  }
}
