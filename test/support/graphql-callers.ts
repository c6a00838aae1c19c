// Ways to ask the API in a test, and what each takes for granted.

import assert from 'node:assert/strict'
import type { ExecutionResult } from 'graphql'
import type { Viewer } from '../../src/graphql/viewer.ts'

// biome-ignore lint/suspicious/noExplicitAny: answers of any shape
export type Data = any
export type Variables = Record<string, unknown>

export type Execute = (
  viewer: Viewer | null,
  source: string,
  variables?: Variables,
) => Promise<ExecutionResult<Data>>

/** Ways to ask, and what each of them takes for granted. */
export function callers(execute: Execute) {
  async function send(viewer: Viewer, mutation: string, input: Variables, selection: string): Promise<Data> {
    const type = mutation.charAt(0).toUpperCase() + mutation.slice(1)
    const { data, errors } = await execute(
      viewer,
      `mutation ($input: ${type}Input!) {
        ${mutation}(input: $input) { position caughtUp rejection { code message details } ${selection} }
      }`,
      { input },
    )
    assert.deepStrictEqual(errors, undefined, mutation)
    return plain(data![mutation])
  }

  return {
    execute,
    /** The data of an operation that must have no errors. */
    async ask(viewer: Viewer | null, source: string, variables: Variables = {}): Promise<Data> {
      const { data, errors } = await execute(viewer, source, variables)
      assert.deepStrictEqual(errors, undefined)
      return plain(data)
    },
    /** The code of the one error that an operation must have. */
    async refused(viewer: Viewer | null, source: string, variables: Variables = {}) {
      const { errors } = await execute(viewer, source, variables)
      assert.equal(errors?.length, 1, `one error, of ${JSON.stringify(errors)}`)
      return errors![0]!.extensions.code
    },
    /** Sends one mutation that must be accepted, and answers its payload. */
    async act(viewer: Viewer, mutation: string, input: Variables = {}, selection = ''): Promise<Data> {
      const payload = await send(viewer, mutation, input, selection)
      assert.deepStrictEqual(payload.rejection, null, mutation)
      return payload
    },
    /** The rejection of a mutation that must be refused. */
    async rejection(viewer: Viewer, mutation: string, input: Variables = {}): Promise<Data> {
      return (await send(viewer, mutation, input, '')).rejection
    },
  }
}

export type TestSubscription = {
  /** The data of the next message. */
  next(): Promise<Data>
  /** The data of all messages until it ends by itself. */
  all(): Promise<Data[]>
  /** Resolves when it ends by itself; fails where another message comes. */
  ended(): Promise<void>
  stop(): Promise<unknown>
  readonly refused?: string
}

export function following(iterator: AsyncIterableIterator<ExecutionResult>): TestSubscription {
  return {
    async next() {
      const { done, value } = await iterator.next()
      assert.notEqual(done, true, 'it goes on')
      assert.deepStrictEqual(value.errors, undefined)
      return plain(value.data)
    },
    async all() {
      const messages: Data[] = []
      for await (const { data, errors } of iterator) {
        assert.deepStrictEqual(errors, undefined)
        messages.push(plain(data))
      }
      return messages
    },
    async ended() {
      assert.deepStrictEqual(await iterator.next(), { done: true, value: undefined })
    },
    stop: () => iterator.return!(),
  }
}

/** Objects of graphql-js have no prototype, which exact comparison minds. */
export function plain(data: unknown): Data {
  return JSON.parse(JSON.stringify(data))
}
