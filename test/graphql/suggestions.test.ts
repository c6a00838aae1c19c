// What errors tell of the schema while introspection is off.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectRaw } from '../support/raw-socket.ts'
import { startTransport } from '../support/transport.ts'

type Asked = { readonly query: string; readonly variables?: object }

/** Near misses of names in the schema: of fields, arguments, types, fragments, enum values and input fields. */
const NEAR_MISSES: readonly Asked[] = [
  { query: '{ viewr }' },
  { query: '{ viewer { x } scope }' },
  { query: '{ big(siz: 3) }' },
  { query: '{ big(size: 3, sze: 4) }' },
  { query: 'query($n: In) { big(size: $n) }' },
  { query: '{ ...on Quer { viewer } }' },
  { query: '{ viewer @skp(if: true) }' },
  { query: '{ ...F } fragment F on Quary { viewer }' },
  { query: '{ __schem { x } }' },
  { query: '{ shade(of: { colr: RED }) }' },
  { query: '{ shade(of: { colour: REDD }) }' },
  { query: 'query($of: Shade!) { shade(of: $of) }', variables: { of: { colr: 'RED' } } },
  { query: 'query($of: Shade!) { shade(of: $of) }', variables: { of: { colour: 'REDD' } } },
  { query: 'subscription { tics(count: 1) { n } }' },
]

const messagesOf = (errors: readonly { message: string }[]) => errors.map(({ message }) => message)

test('with introspection off no error suggests a name, in validation and coercion, over HTTP and over a socket', async t => {
  const { post, server } = await startTransport(t, { introspection: false })
  const raw = await connectRaw(server.url)
  for (const [index, asked] of NEAR_MISSES.entries()) {
    const { errors } = (await post(asked)).json
    raw.send({ id: `${index}`, type: 'subscribe', payload: asked })
    const { type, payload } = await raw.hear(
      'an answer',
      ({ id, type }) => id === `${index}` && type !== 'complete',
    )
    const heard = type === 'error' ? payload : payload.errors
    for (const message of [...messagesOf(errors), ...messagesOf(heard)])
      assert.doesNotMatch(message, /did you mean/i, asked.query)
    assert.ok(errors.length > 0 && heard.length > 0, asked.query)
  }
})

test('with introspection on most of them do', async t => {
  const { post } = await startTransport(t)
  const suggested = []
  for (const asked of NEAR_MISSES) {
    const { errors } = (await post(asked)).json
    if (messagesOf(errors).some(message => message.includes('Did you mean'))) suggested.push(asked)
  }
  assert.ok(suggested.length >= 9, `${suggested.length} of ${NEAR_MISSES.length}`)
})

test('what a client wrote itself is quoted as it is, and a long text is searched once', async t => {
  const { post } = await startTransport(t, { introspection: false })
  const own = 'Did you mean it'
  const { errors } = (await post({ query: `{ big(size: "${own}") }` })).json
  assert.match(messagesOf(errors)[0]!, /Did you mean it/)
  const started = performance.now()
  await post({
    query: 'query($of: Shade!) { shade(of: $of) }',
    variables: { of: { colour: ' Did you mean '.repeat(15_000) } },
  })
  assert.ok(performance.now() - started < 2_000)
})
