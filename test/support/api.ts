// The public API of a real server, asked by people with tokens.

import assert from 'node:assert/strict'
import type { Server } from './server.ts'
import type { Json } from './transport.ts'

export type Somebody = { readonly id: string; readonly token: string }
type Input = Readonly<Record<string, unknown>>

export type PublicApi = ReturnType<typeof speakTo>

/** `person` null: without a token. */
export function speakTo(server: Pick<Server, 'query'>) {
  const query = (person: Somebody | null, source: string, variables: Input = {}): Promise<Json> =>
    server.query(source, variables, person?.token ?? null)

  const send = async (
    person: Somebody | null,
    mutation: string,
    input: Input,
    selection = '',
  ): Promise<Json> =>
    query(
      person,
      `mutation($input: ${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input!) {
        ${mutation}(input: $input) { ${written(mutation)} rejection { code details } ${selection} }
      }`,
      { input },
    )

  return {
    query,
    send,
    /** The data of an operation that must have no errors. */
    async ask(person: Somebody | null, source: string, variables: Input = {}): Promise<Json> {
      const { data, errors } = await query(person, source, variables)
      assert.deepStrictEqual(errors, undefined)
      return data
    },
    /** The payload of a mutation that must be accepted. */
    async act(person: Somebody, mutation: string, input: Input, selection = ''): Promise<Json> {
      const { data, errors } = await send(person, mutation, input, selection)
      assert.deepStrictEqual(errors, undefined)
      assert.deepStrictEqual(data[mutation].rejection, null, mutation)
      return data[mutation]
    },
    /** The code of the rejection, or of the error, that a mutation must have. */
    async refusal(person: Somebody | null, mutation: string, input: Input): Promise<string> {
      const { data, errors } = await send(person, mutation, input)
      return errors?.[0]?.extensions.code ?? data[mutation].rejection?.code ?? 'done'
    },
    /** The code of the first error of an operation, or `answered`. */
    async error(person: Somebody | null, source: string, variables: Input = {}): Promise<string> {
      const { errors } = await query(person, source, variables)
      return errors?.[0]?.extensions?.code ?? 'answered'
    },
  }
}

/** What mutations of the sound do is no event of the log by itself. */
const written = (mutation: string) => (mutation.endsWith('Sound') ? '' : 'position')
