import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client'
import { GraphQLWsLink } from '@apollo/client/link/subscriptions'
import { createClient as createUrql, subscriptionExchange } from '@urql/core'
import { OperationTypeNode } from 'graphql'
import { startServer } from '../support/server.ts'
import { until } from '../support/until.ts'

test('an Apollo Client asks over HTTP and subscribes over a socket', async t => {
  const server = await startServer(t)
  const ada = await server.signIn('Ada')
  const http = new HttpLink({
    uri: `${server.url}/graphql`,
    headers: { authorization: `Bearer ${ada.token}` },
  })
  const socket = new GraphQLWsLink(server.client(ada.token))
  const client = new ApolloClient({
    cache: new InMemoryCache(),
    link: ApolloLink.split(
      ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
      socket,
      http,
    ),
  })
  t.after(() => client.stop())

  const opened = await client.mutate<{ openRoom: { roomId: string; position: string } }>({
    mutation: gql`mutation { openRoom(input: { title: "Evening talk" }) { roomId position } }`,
  })
  const { roomId, position } = opened.data!.openRoom
  const heard: string[] = []
  const subscription = client
    .subscribe<{ roomEvents: { events: { __typename: string }[] } }>({
      query: gql`subscription($roomId: ID!, $after: Position) {
        roomEvents(roomId: $roomId, after: $after) { position events { __typename id } }
      }`,
      variables: { roomId, after: position },
    })
    .subscribe(({ data }) => heard.push(...data!.roomEvents.events.map(event => event.__typename)))
  t.after(() => subscription.unsubscribe())
  const renamed = await client.mutate<{ renameRoom: { rejection: unknown; room: { title: string } } }>({
    mutation: gql`mutation($roomId: ID!) {
      renameRoom(input: { roomId: $roomId, title: "Night talk" }) { rejection { code } room { id title } }
    }`,
    variables: { roomId },
  })
  assert.deepStrictEqual(renamed.data!.renameRoom.rejection, null)
  await until(() => (heard.includes('RoomRenamed') ? null : `heard ${heard}`))
  assert.deepStrictEqual(heard, ['RoomRenamed'])
  const read = await client.query<{ room: { title: string } }>({
    query: gql`query($roomId: ID!) { room(id: $roomId) { id title } }`,
    variables: { roomId },
  })
  assert.strictEqual(read.data!.room.title, 'Night talk')
})

test('a graphql-ws client comes back by itself after a restart of the server, and misses nothing', async t => {
  const first = await startServer(t)
  const { port } = new URL(first.url)
  const ada = await first.signIn('Ada')
  const opened = await first.query(
    'mutation { openRoom(input: { title: "One" }) { roomId position } }',
    {},
    ada.token,
  )
  const { roomId, position } = opened.data.openRoom
  const heard: string[] = []
  const variables = { after: position }
  const client = first.client(ada.token, {
    retryAttempts: Number.POSITIVE_INFINITY,
    // By itself it gives up where nobody listens for a moment.
    shouldRetry: () => true,
    retryWait: () => new Promise(resolve => setTimeout(resolve, 50)),
  })
  client.subscribe<{ roomEvents: { position: string; events: { __typename: string }[] } }>(
    {
      query: `subscription($after: Position) { roomEvents(roomId: "${roomId}", after: $after) { position events { __typename } } }`,
      variables,
    },
    {
      next({ data }) {
        // What the next attempt will ask for.
        variables.after = data!.roomEvents.position
        heard.push(...data!.roomEvents.events.map(event => event.__typename))
      },
      error() {},
      complete() {},
    },
  )
  const rename = (server: typeof first, title: string) =>
    server.query(
      `mutation { renameRoom(input: { roomId: "${roomId}", title: "${title}" }) { rejection { code } } }`,
      {},
      ada.token,
    )
  await rename(first, 'Two')
  await until(() => (heard.length === 1 ? null : `heard ${heard}`))
  await first.drain()
  const second = await startServer(t, { DATA_DIR: first.dataDir, PORT: port })
  await rename(second, 'Three')
  await rename(second, 'Four')
  await until(() => (heard.length >= 3 ? null : `heard ${heard}`))
  assert.deepStrictEqual(heard, ['RoomRenamed', 'RoomRenamed', 'RoomRenamed'])
})

test('a urql client subscribes over a socket', async t => {
  const server = await startServer(t)
  const ada = await server.signIn('Ada')
  const opened = await server.query(
    'mutation { openRoom(input: { title: "Tea" }) { roomId position } }',
    {},
    ada.token,
  )
  const { roomId, position } = opened.data.openRoom
  const socket = server.client(ada.token)
  const client = createUrql({
    url: `${server.url}/graphql`,
    preferGetMethod: false,
    exchanges: [
      subscriptionExchange({
        forwardSubscription: ({ query, variables }) => ({
          subscribe: sink => ({
            unsubscribe: socket.subscribe({ query: query!, variables: variables as never }, sink as never),
          }),
        }),
      }),
    ],
  })
  const heard: string[] = []
  const { unsubscribe } = client
    .subscription(
      'subscription($roomId: ID!, $after: Position) { roomEvents(roomId: $roomId, after: $after) { events { __typename } } }',
      { roomId, after: position },
    )
    .subscribe(({ data, error }) => {
      assert.strictEqual(error, undefined)
      heard.push(...data.roomEvents.events.map((event: { __typename: string }) => event.__typename))
    })
  t.after(unsubscribe)
  await server.query(
    `mutation { renameRoom(input: { roomId: "${roomId}", title: "Cake" }) { caughtUp } }`,
    {},
    ada.token,
  )
  await until(() => (heard.length > 0 ? null : 'heard nothing'))
  assert.deepStrictEqual(heard, ['RoomRenamed'])
})
