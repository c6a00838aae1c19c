// Measures what a mutation costs the server, from its socket to its answer.

import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { type BenchConnection, openHttp, openWebSocket } from './mutations-client.ts'
import { type BenchPart, type BenchSetup, type Measures, percentile } from './part.ts'
import { SECRET, type ServedProcess, serve, token } from './served.ts'

const CONNECTIONS = 32

const REACT = `mutation ($input: ReactInput!) {
  react(input: $input) { position caughtUp rejection { code } } }`
const POST = `mutation ($input: PostCommentInput!) {
  postComment(input: $input) { position caughtUp rejection { code } comment { id text author { id name } } } }`

type Operation = { readonly name: string; readonly query: string; readonly input: object }

const operations: Readonly<Record<'react' | 'postComment', Operation>> = {
  react: { name: 'react', query: REACT, input: { emoji: '👏' } },
  postComment: { name: 'postComment', query: POST, input: { text: 'What a beautiful evening' } },
}

async function serveRostrum(folder: string): Promise<ServedProcess> {
  const server = await serve('../src/main.ts', [], {
    PORT: '0',
    HOST: '127.0.0.1',
    DATA_DIR: folder,
    AUTH_SHARED_SECRET: SECRET,
    // Here a few people do in a second what nobody does in an evening, and hold no subscription.
    ALLOWANCE_SCALE: '1000000',
    // All clients of a benchmark are of one address.
    MAX_UNINITIALISED_SOCKETS_PER_ADDRESS: '1000000',
    MAX_MESSAGES_PER_SECOND: '1000000',
    PRESENCE_GRACE_MS: '86400000',
  })
  while (!(await fetch(new URL('/readyz', server.url))).ok) await pause(50)
  return server
}

type Connect = (url: string, token: string) => BenchConnection | Promise<BenchConnection>

/** A person on each connection; they are all in one room, whose id is answered. */
async function enter(connections: readonly BenchConnection[]): Promise<string> {
  const roomId = randomUUID()
  const act = (connection: BenchConnection, name: string, input: object) => {
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`
    return done(connection, {
      name,
      query: `mutation ($input: ${type}!) { ${name}(input: $input) { position caughtUp rejection { code } } }`,
      input,
    })
  }
  for (const [i, connection] of connections.entries()) {
    await act(connection, 'register', { name: `Person ${i}` })
    if (i === 0) await act(connection, 'openRoom', { roomId, title: 'Evening' })
    else await act(connection, 'joinRoom', { roomId })
  }
  return roomId
}

async function done(connection: BenchConnection, { name, query, input }: Operation): Promise<void> {
  const answer = (await connection.send(query, { input }))[name]
  if (!answer || answer.rejection || !answer.caughtUp)
    throw new Error(`${name} was answered with ${JSON.stringify(answer)}`)
}

async function run(
  start: (setup: BenchSetup) => Promise<ServedProcess>,
  connect: Connect,
  operation: Operation,
  setup: BenchSetup,
): Promise<Measures> {
  const count = setup.quick ? 64 : 16_000
  const server = await start(setup)
  try {
    const connections: BenchConnection[] = []
    for (let i = 0; i < CONNECTIONS; i++) connections.push(await connect(server.url, await token()))
    const isPeer = start !== rostrum
    const roomId = isPeer ? randomUUID() : await enter(connections)
    const latencies: number[] = []
    const load = async (each: number) => {
      const loop = async (connection: BenchConnection) => {
        for (let i = 0; i < each; i++) {
          const begun = performance.now()
          const input = { roomId, commandId: randomUUID(), ...operation.input }
          await done(connection, { ...operation, input })
          latencies.push(performance.now() - begun)
        }
      }
      await Promise.all(connections.map(loop))
    }
    await load(count / 2 / CONNECTIONS)
    latencies.length = 0
    const before = await server.asked()
    const begun = performance.now()
    await load(count / CONNECTIONS)
    const seconds = (performance.now() - begun) / 1_000
    const after = await server.asked()
    for (const connection of connections) connection.close()
    return {
      cpu: (after.cpu - before.cpu) / count,
      perSecond: count / seconds,
      half: percentile(latencies, 50),
      most: percentile(latencies, 99),
      rss: after.rss / 2 ** 20,
    }
  } finally {
    await server.stop()
  }
}

const rostrum = ({ own }: BenchSetup) => serveRostrum(own)
const echo = () => serve('mutations-peers.ts', ['echo'], {})
const apollo = () => serve('mutations-peers.ts', ['apollo'], {})
const { react, postComment } = operations

export const mutations: BenchPart = {
  name: 'mutations',
  title: 'Mutations over WebSocket and HTTP',
  method: `
The server is \`src/main.ts\`, started as in production, in its own process. The clients are another process with
${CONNECTIONS} connections. Each is a person in one room who sends the next mutation when the last one is answered: 8,000 to warm up, then 16,000.
CPU is everything that the server process used, kernel time included, divided by the number of mutations. A mutation is
authenticated, limited, decided, appended durably, folded by all projections, published on the bus, and answered when
queries show it (\`caughtUp: true\`, which is checked). \`postComment\` also asks for the comment and its author.

- **Peer, node**: a bare HTTP server that parses the same body and answers the same text.
- **Peer, Apollo**: Apollo Server's standalone server with a resolver that answers a constant.

Neither peer checks a token, decides or stores anything.`,
  variants: [
    { name: 'react, WebSocket', run: setup => run(rostrum, openWebSocket, react, setup) },
    { name: 'react, HTTP', run: setup => run(rostrum, openHttp, react, setup) },
    { name: 'postComment, WebSocket', run: setup => run(rostrum, openWebSocket, postComment, setup) },
    { name: 'postComment, HTTP', run: setup => run(rostrum, openHttp, postComment, setup) },
    { name: 'node:http echo', run: setup => run(echo, openHttp, react, setup) },
    { name: 'Apollo standalone', run: setup => run(apollo, openHttp, react, setup) },
  ],
  columns: [
    { measure: 'cpu', heading: 'µs CPU/mutation', digits: 0 },
    { measure: 'perSecond', heading: 'mutations/s', digits: 0 },
    { measure: 'half', heading: 'p50 ms', digits: 1 },
    { measure: 'most', heading: 'p99 ms', digits: 1 },
    { measure: 'rss', heading: 'RSS MiB', digits: 0 },
  ],
  ratios: ['node:http echo', 'Apollo standalone'].flatMap(to =>
    ['react, WebSocket', 'react, HTTP'].map(of => ({ text: `CPU, ${of} / ${to}`, measure: 'cpu', of, to })),
  ),
  aims: [
    {
      text: 'at most 70 µs of CPU a mutation over WebSocket',
      of: { variant: 'react, WebSocket', measure: 'cpu' },
      most: 70,
    },
    {
      text: 'at most 130 µs of CPU a mutation over HTTP',
      of: { variant: 'react, HTTP', measure: 'cpu' },
      most: 130,
    },
  ],
  rounds: 5,
  loads: true,
}
