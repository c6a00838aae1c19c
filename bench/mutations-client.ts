// Clients that load a server: one connection each, and the next operation after each answer.

import { Agent, request } from 'node:http'
import { WebSocket } from 'ws'

/** Sends one operation and resolves to its data. Rejects if it has errors. */
export type BenchConnection = {
  send(query: string, variables: object): Promise<Record<string, Answered>>
  close(): void
}

export type Answered = {
  readonly position: string | null
  readonly caughtUp: boolean
  readonly rejection: { readonly code: string } | null
}

type Answer = { readonly data?: Record<string, Answered> | null; readonly errors?: readonly unknown[] }

function dataOf(answer: Answer): Record<string, Answered> {
  if (answer.errors || !answer.data) throw new Error(`the server answered ${JSON.stringify(answer)}`)
  return answer.data
}

export function openHttp(url: string, token: string): BenchConnection {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  return {
    send: (query, variables) =>
      new Promise((resolve, reject) => {
        const body = Buffer.from(JSON.stringify({ query, variables }))
        const asked = request(
          url,
          { method: 'POST', agent, headers: { ...headers, 'content-length': body.length } },
          response => {
            let text = ''
            response.setEncoding('utf8')
            response.on('data', chunk => {
              text += chunk
            })
            response.on('end', () => {
              try {
                resolve(dataOf(JSON.parse(text)))
              } catch (error) {
                reject(error)
              }
            })
          },
        )
        asked.on('error', reject)
        asked.end(body)
      }),
    close: () => agent.destroy(),
  }
}

/** The subprotocol graphql-transport-ws as far as it is needed here: a library would cost more than what it measures. */
export async function openWebSocket(url: string, token: string): Promise<BenchConnection> {
  const socket = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws')
  const ready = Promise.withResolvers<void>()
  let waiting: PromiseWithResolvers<Record<string, Answered>> | null = null
  let next = 0
  const fail = (error: unknown) => {
    ready.reject(error)
    waiting?.reject(error)
  }
  socket.on('open', () =>
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } })),
  )
  socket.on('error', fail)
  socket.on('close', (code, reason) => fail(new Error(`the socket was closed: ${code} ${reason}`)))
  socket.on('message', text => {
    const { type, payload } = JSON.parse(String(text))
    if (type === 'connection_ack') ready.resolve()
    else if (type === 'error') fail(new Error(JSON.stringify(payload)))
    else if (type === 'next') {
      try {
        waiting?.resolve(dataOf(payload))
      } catch (error) {
        fail(error)
      }
    }
  })
  await ready.promise
  return {
    send(query, variables) {
      waiting = Promise.withResolvers()
      next++
      socket.send(JSON.stringify({ id: String(next), type: 'subscribe', payload: { query, variables } }))
      return waiting.promise
    },
    close: () => socket.terminate(),
  }
}
