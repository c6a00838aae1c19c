// One device of a person: queries over HTTP, mutations and subscriptions over one WebSocket.

import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { type Client, createClient } from 'graphql-ws'
import { WebSocket } from 'ws'

type Answer<T> = { data?: T | null; errors?: readonly { message: string }[] | undefined }
export type Rejected = { code: string; message: string; details: { retryAfterMs?: number } | null }
export type MutationPayload = {
  position: string | null
  caughtUp: boolean
  rejection: Rejected | null
  /** The id of the posted comment or the opened poll. */
  commentId?: string
  pollId?: string
}

/** The additional field of these payloads. */
const ID_FIELDS: Record<string, string> = { postComment: 'commentId', openPoll: 'pollId' }

/** Sends a query over HTTP. Throws an error that contains the query. */
export async function ask<T>(
  url: string,
  token: string | null,
  query: string,
  variables: object = {},
): Promise<T> {
  const response = await fetch(new URL('/graphql', url), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
  })
  const answer = (await response.json()) as Answer<T>
  if (answer.errors || !answer.data) throw new Error(`${query.trim()}\n  ${complaint(answer)}`)
  return answer.data
}

const complaint = (answer: Answer<unknown>) =>
  answer.errors?.map(error => error.message).join('; ') ?? 'an answer without data'

export type DemoDevice = {
  /** Sends a mutation and resolves to its payload. Waits and repeats the same command when it is rate limited. */
  act(mutation: string, input: object): Promise<MutationPayload>
  /** Subscribes. `ended` is true when the server completes the subscription, and false when the socket closes. */
  follow<T>(query: string, variables: object, next: (data: T) => void): Promise<{ ended: boolean }>
  /** Ends the connection without a closing handshake. */
  cut(): void
  close(): void
}

export function openDevice(url: string, token: string): DemoDevice {
  const address = new URL('/graphql', url)
  address.protocol = address.protocol.replace('http', 'ws')
  let socket: WebSocket | null = null
  const client: Client = createClient({
    url: address.href,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
    lazy: false,
    lazyCloseTimeout: 0,
    // The person reconnects and resumes from the last position.
    retryAttempts: 0,
    onNonLazyError: () => {},
    on: {
      opened: opened => {
        socket = opened as WebSocket
      },
    },
  })

  return {
    async act(mutation, input) {
      const type = mutation[0]?.toUpperCase() + mutation.slice(1)
      const query = `mutation ($input: ${type}Input!) { ${mutation}(input: $input) { position caughtUp rejection { code message details } ${ID_FIELDS[mutation] ?? ''} } }`
      const command = { commandId: randomUUID(), ...input }
      for (;;) {
        const answer = await once<Record<string, MutationPayload>>(client, query, { input: command })
        const payload = answer.data?.[mutation]
        if (!payload) throw new Error(`${mutation}: ${complaint(answer)}`)
        if (payload.rejection?.code !== 'RATE_LIMITED') return payload
        await wait(payload.rejection.details?.retryAfterMs ?? 1_000)
      }
    },
    follow: (query, variables, next) =>
      new Promise((resolve, reject) => {
        client.subscribe<never>(
          { query, variables: variables as Record<string, unknown> },
          {
            next: answer => {
              if (answer.errors) return reject(new Error(`the subscription failed: ${complaint(answer)}`))
              next(answer.data as never)
            },
            error: error =>
              Array.isArray(error) ? reject(new Error(error[0]?.message)) : resolve({ ended: false }),
            complete: () => resolve({ ended: true }),
          },
        )
      }),
    cut: () => socket?.terminate(),
    close: () => void client.dispose(),
  }
}

function once<T>(client: Client, query: string, variables: Record<string, unknown>): Promise<Answer<T>> {
  return new Promise((resolve, reject) => {
    client.subscribe<T>(
      { query, variables },
      {
        next: answer => resolve(answer as Answer<T>),
        error: error => reject(error instanceof Error ? error : new Error(describe(error))),
        complete: () => reject(new Error('the mutation got no answer')),
      },
    )
  })
}

function describe(error: unknown): string {
  if (Array.isArray(error)) return error.map(each => each.message).join('; ')
  const { code, reason, message } = error as { code?: number; reason?: string; message?: string }
  return code ? `the socket was closed: ${code} ${reason}` : `the socket failed: ${message ?? error}`
}
