// Starts measured servers, each in a process of its own on the measured core.

import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { SignJWT } from 'jose'
import { spawnNode } from './run.ts'

/** Signs the tokens. */
export const SECRET = 'a secret of thirty-two bytes or more'

/** The token of a new person. */
export const token = () =>
  new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(randomUUID())
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(SECRET))

export type ServedProcess = {
  readonly url: string
  /** Microseconds of CPU since the start, and bytes of memory. */
  asked(): Promise<{ cpu: number; rss: number }>
  stop(): Promise<void>
}

/** `file` must print where it listens. */
export async function serve(
  file: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<ServedProcess> {
  const probe = join(import.meta.dirname, 'probe.ts')
  const child = spawnNode('measured', ['--import', probe, join(import.meta.dirname, file), ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const address = Promise.withResolvers<string>()
  let said = ''
  for (const stream of [child.stdout!, child.stderr!])
    stream.on('data', text => {
      said = (said + text).slice(-8_000)
      const url = /(?:listens at |"url":")(http:[^\s"]+?\/(?:graphql|readyz))/.exec(said)?.[1]
      if (url) address.resolve(url)
    })
  const gone = once(child, 'exit')
  gone.then(([code]) => address.reject(new Error(`${file} ended with ${code}\n${said}`)))
  const url = await address.promise
  return {
    url,
    async asked() {
      const answer = once(child, 'message')
      child.send('what did it cost')
      return (await answer)[0]
    },
    async stop() {
      child.kill('SIGKILL')
      await gone
    },
  }
}
