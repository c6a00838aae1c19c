// Two APIs and two projectors behind a balancer, on external engines, and what can strike them.

import type { TestContext } from 'node:test'
import { partitionOf } from '../../commands/ids.ts'
import { startBalancer } from '../support/balancer.ts'
import { type Cluster, type EngineProcess, startCluster } from '../support/cluster.ts'
import type { ServerProcess } from '../support/server.ts'
import { until } from '../support/until.ts'

export type Blow =
  | 'kill an API'
  | 'kill a projector'
  | 'freeze a projector'
  | 'restart the bus'
  | 'restart the read store'
  | 'restart the log'

/** What was done, and the rest of it, for when everybody has recovered from the first part. */
export type Struck = { readonly what: string; mend(): Promise<Mended> }

/** `takeOver`: milliseconds from the blow until a standby folded in the place of who was struck. */
export type Mended = { readonly takeOver?: number }

export type Shape = {
  readonly cluster: Cluster
  /** Of the balancer. */
  readonly url: string
  /** Resolves when it is done, which is when recovering begins. `roomId`: whose projector is meant. */
  strike(blow: Blow, roomId: string): Promise<Struck>
  /** The numbers of those that answer clients. */
  metrics(): Promise<readonly string[]>
  /** What each process wrote, by its name. */
  outputs(): ReadonlyMap<string, string>
}

const SETTINGS = {
  // What they say tells which of them holds which partition.
  LOG_LEVEL: 'info',
  // Nobody vanishes while things are being killed.
  PRESENCE_GRACE_MS: '120000',
  HOSTLESS_GRACE_MS: '120000',
  // FerretDB has one writer at a time; of many who wait for it chance takes one, and leases run out meanwhile.
  READ_STORE_POOL: '4',
}
const LONG = { timeout: 60_000 }
const NO_MORE: Struck['mend'] = async () => ({})

export async function startShape(t: TestContext): Promise<Shape> {
  const cluster = await startCluster(t)
  const balancer = await startBalancer(t)
  const all = new Map<string, ServerProcess>()
  const start = async (role: 'api' | 'projector') => {
    const process = await cluster.start(role, SETTINGS)
    all.set(`${role} ${process.pid}`, process)
    return process
  }
  // The first makes the secret that all of them sign in by.
  const apis = [await start('api')]
  const [second, ...projectors] = await Promise.all([start('api'), start('projector'), start('projector')])
  apis.push(second)
  const spread = () => balancer.urls.splice(0, balancer.urls.length, ...apis.map(api => api.url))
  spread()

  async function killApi(): Promise<Struck> {
    await apis.shift()!.kill()
    return {
      what: 'killed an API',
      async mend() {
        apis.push(await start('api'))
        spread()
        return {}
      },
    }
  }

  async function killProjector(roomId: string): Promise<Struck> {
    const at = Date.now()
    const { process, epoch } = holdersOf(projectors, roomId)[0]!
    projectors.splice(projectors.indexOf(process), 1)
    await process.kill()
    return {
      what: 'killed the projector that holds the room',
      async mend() {
        const takeOver = await tookOver(roomId, epoch, at)
        projectors.push(await start('projector'))
        return { takeOver }
      },
    }
  }

  /** For longer than its lease; it wakes when another has taken its place. */
  async function freezeProjector(roomId: string): Promise<Struck> {
    const at = Date.now()
    const { process, epoch } = holdersOf(projectors, roomId)[0]!
    process.signal('SIGSTOP')
    const before = process.output().length
    return {
      what: 'froze the projector that holds the room',
      async mend() {
        const takeOver = await tookOver(roomId, epoch, at)
        process.signal('SIGCONT')
        const late = () => process.output().slice(before)
        await until(() => (late().includes('lease: lost') ? null : 'it does not know that it lost'), LONG)
        return { takeOver }
      },
    }
  }

  async function tookOver(roomId: string, epoch: number, since: number): Promise<number> {
    // Who is left may never have folded this partition.
    const next = () => holdersOf(projectors, roomId).find(holder => holder.epoch > epoch)
    await until(() => (next() ? null : 'nobody took its place'), LONG)
    return next()!.at - since
  }

  async function restart(engine: EngineProcess, name: string): Promise<Struck> {
    const begun = performance.now()
    await cluster.engines[engine].kill()
    await cluster.engines[engine].start()
    return { what: `restarted ${name}, away for ${since(begun)} ms`, mend: NO_MORE }
  }

  const blows: Record<Blow, (roomId: string) => Promise<Struck>> = {
    'kill an API': killApi,
    'kill a projector': killProjector,
    'freeze a projector': freezeProjector,
    'restart the bus': () => restart('bus', 'the bus'),
    'restart the read store': () => restart('readStore', 'the read store'),
    'restart the log': () => restart('eventLog', 'the log'),
  }

  return {
    cluster,
    url: balancer.url,
    strike: (blow, roomId) => blows[blow](roomId),
    metrics: () => Promise.all(apis.map(async ({ url }) => (await fetch(`${url}/metrics`)).text())),
    outputs: () => new Map([...all].map(([name, process]) => [name, process.output()])),
  }
}

export const since = (begun: number) => Math.round(performance.now() - begun)

const FOLDS =
  /"time":"([^"]+)","partition":"ids-([0-9a-f])-([0-9a-f])","epoch":(\d+).*"projector: folding partition"/g

type Holder = { readonly process: ServerProcess; readonly epoch: number; readonly at: number }

/** Who began to fold what the room belongs to, and when; the last who did so first. */
function holdersOf(projectors: readonly ServerProcess[], roomId: string): readonly Holder[] {
  const digit = partitionOf(roomId)
  const begun = projectors.flatMap(process =>
    [...process.output().matchAll(FOLDS)]
      .filter(([, , first, last]) => parseInt(first!, 16) <= digit && digit <= parseInt(last!, 16))
      .map(([, at, , , epoch]) => ({ process, epoch: Number(epoch), at: Date.parse(at!) })),
  )
  return begun.sort((one, other) => other.epoch - one.epoch)
}
