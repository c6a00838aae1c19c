// Servers to compare with: `mutations-peers.ts echo | apollo`. Each prints its address.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'

if (process.argv[2] === 'echo') await echo()
else await apollo()

/** The minimum of a server: reads a JSON body and answers JSON. */
async function echo() {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', chunk => chunks.push(chunk))
    request.on('end', () => {
      const { variables } = JSON.parse(Buffer.concat(chunks).toString())
      const data = { react: { position: variables.input.roomId, caughtUp: true, rejection: null } }
      const text = JSON.stringify({ data })
      response.writeHead(200, {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(text),
      })
      response.end(text)
    })
  })
  server.listen(0, '127.0.0.1', () => {
    console.log(`listens at http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`)
  })
}

/** The same mutation without a decision and without storage. */
async function apollo() {
  const typeDefs = `
    enum Code { RATE_LIMITED }
    type Rejection { code: Code! }
    type Payload { position: String caughtUp: Boolean! rejection: Rejection }
    input ReactInput { roomId: ID! emoji: String! commandId: ID }
    type Query { nothing: Boolean }
    type Mutation { react(input: ReactInput!): Payload! }`
  const react = (_root: unknown, { input }: { input: { roomId: string } }) => ({
    position: input.roomId,
    caughtUp: true,
    rejection: null,
  })
  const server = new ApolloServer({ typeDefs, resolvers: { Mutation: { react } } })
  const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' } })
  console.log(`listens at ${url.replace('localhost', '127.0.0.1')}graphql`)
}
