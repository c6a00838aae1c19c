// The real engines, in containers, of the images that docker-compose.yml names.

import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { GenericContainer, getContainerRuntimeClient, type StartedTestContainer, Wait } from 'testcontainers'
import { parse } from 'yaml'

/** Null: there is a Docker; else why the tests that need it cannot run. */
export async function dockerMissing(): Promise<string | null> {
  try {
    await getContainerRuntimeClient()
    return null
  } catch (error) {
    return `there is no Docker to run the engines in: ${(error as Error).message}`
  }
}

export type RealEngines = {
  readonly eventLogUrl: string
  readonly readStoreUrl: string
  readonly busUrl: string
  stop(): Promise<void>
}

const compose = parse(readFileSync(resolve(import.meta.dirname, '../../docker-compose.yml'), 'utf8'), {
  merge: true,
}) as { readonly services: Readonly<Record<string, { readonly image?: string }>> }

/** An image may have to be fetched first. */
const PATIENCE = 300_000

const container = (service: string, ...ports: number[]) =>
  new GenericContainer(compose.services[service]!.image!)
    .withExposedPorts(...ports)
    .withStartupTimeout(PATIENCE)

/** All three, each anew and empty. Where one cannot be had, none is left. */
export async function startRealEngines(): Promise<RealEngines> {
  const started = await Promise.allSettled([startEventStore(), startMongo(), startNats()])
  const running = started.flatMap(one => (one.status === 'fulfilled' ? one.value : []))
  const stop = async () => void (await Promise.all(running.map(({ container }) => container.stop())))
  const failed = started.find(one => one.status === 'rejected')
  if (failed) {
    await stop()
    throw failed.reason
  }
  const [eventLog, readStore, bus] = running
  return { eventLogUrl: eventLog!.url, readStoreUrl: readStore!.url, busUrl: bus!.url, stop }
}

type Started = { readonly container: StartedTestContainer; readonly url: string }

async function startEventStore(): Promise<Started> {
  const started = await container('eventstore', 2113)
    .withEnvironment({
      KURRENTDB_CLUSTER_SIZE: '1',
      KURRENTDB_INSECURE: 'true',
      KURRENTDB_NODE_PORT: '2113',
      KURRENTDB_RUN_PROJECTIONS: 'None',
      KURRENTDB_TELEMETRY_OPTOUT: 'true',
    })
    .withWaitStrategy(Wait.forHttp('/health/live', 2113).forStatusCode(204))
    .start()
  return { container: started, url: `esdb://${started.getHost()}:${started.getMappedPort(2113)}?tls=false` }
}

/** A replica set of one, asked directly: the name that it knows itself by leads nowhere from here. */
async function startMongo(): Promise<Started> {
  const started = await container('mongo', 27017)
    .withCommand(['--replSet', 'rs0', '--bind_ip_all'])
    .withWaitStrategy(Wait.forLogMessage(/Waiting for connections/))
    .start()
  const join = `rs.initiate({ _id: 'rs0', members: [{ _id: 0, host: '127.0.0.1:27017' }] })`
  const { exitCode, output } = await started.exec([
    ...['mongosh', '--quiet', '--eval'],
    `${join}; while (!db.hello().isWritablePrimary) sleep(100)`,
  ])
  if (exitCode !== 0) {
    await started.stop()
    throw new Error(`the replica set could not be made: ${output}`)
  }
  const place = `${started.getHost()}:${started.getMappedPort(27017)}`
  return { container: started, url: `mongodb://${place}/rostrum?directConnection=true` }
}

async function startNats(): Promise<Started> {
  const started = await container('nats', 4222)
    .withWaitStrategy(Wait.forLogMessage(/Server is ready/))
    .start()
  return { container: started, url: `nats://${started.getHost()}:${started.getMappedPort(4222)}` }
}
