// A subscription to a room's events that goes on from its last position by itself, over a client of `graphql-ws`.
//
// That client asks again with the same variables when its socket was lost. They are looked at anew each time, so the last
// position is written into them as it comes.

/** What is used of a `graphql-ws` client. Give it `retryAttempts: Infinity` and `shouldRetry: () => true`. */
export type Client = {
  subscribe(
    payload: { query: string; variables: Record<string, unknown> },
    sink: { next(result: Result): void; error(error: unknown): void; complete(): void },
  ): () => void
}

type Result = { data?: unknown; errors?: unknown }

/** The fields that every message must be asked for; with whatever else the document asks for. */
export type RoomMessage = { readonly position: string; readonly complete: boolean }

export type ResumeOptions<M extends RoomMessage> = {
  readonly client: Client
  /** Takes `$after: Position` for `roomEvents`, and asks it for `position` and `complete`, under these names. */
  readonly query: string
  /** The others of the document, and `after` where to begin at a position. */
  readonly variables: Readonly<Record<string, unknown>>
  /** Each message once, in order. */
  next(message: M): void
  /**
   * The server could not prove that nothing is missing before the next message: read the room anew. The message follows.
   */
  reload(): void
  /** What cannot be mended by trying again: the room may not be read, the document is wrong, or the client gave up. */
  error(error: unknown): void
  /** The room is over, or may not be followed any more: the last message told why. */
  complete(): void
}

/** Answers how to end it; after that nothing is called any more. */
export function resume<M extends RoomMessage>(options: ResumeOptions<M>): () => void {
  const { client, query } = options
  const variables = { ...options.variables }
  let open = true
  let unsubscribe = () => {}

  const end = (tell: () => void) => {
    if (!open) return
    open = false
    tell()
  }

  unsubscribe = client.subscribe(
    { query, variables },
    {
      next({ data, errors }) {
        if (!open) return
        const message = (data as { roomEvents?: M } | null | undefined)?.roomEvents
        if (!message) {
          end(() => options.error(errors))
          // The server knows nothing of that: it would go on, and keep whoever asked present.
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
  // A client may have called back before it answered.
  if (!open) unsubscribe()
  return () => {
    open = false
    unsubscribe()
  }
}
