// npm run demo: people use a room over the public API, and the result is checked at the end.

import { parseArgs } from 'node:util'
import { findBackend } from './backend.ts'
import { Check, checkClosed, checkRoom } from './check.ts'
import { concurrently } from './concurrently.ts'
import { type DemoPerson, signIn } from './person.ts'
import { createRandom } from './random.ts'
import { DemoSession } from './session.ts'
import { displayName, showSession } from './view.ts'

const HELP = `npm run demo -- [options]

Runs a session of many people in a room over HTTP and WebSocket. At the end it checks that the API, the subscriptions
and the answers agree. Exit codes: 0 they agree, 1 they differ, 2 an option is wrong.

  --people N    how many people take part, from 12 to 5000 (300)
  --seconds N   how long the session takes, from 5 to 3600 (60)
  --url URL     a running backend. Default: the one at http://127.0.0.1:4000. If there is none, the demo starts one
                in a temporary folder and stops it afterwards.
  --seed N      the same seed leads to the same session (1)
  --help        prints this text`

class InvalidOption extends Error {}

function readOptions() {
  const options = { people: '300', seconds: '60', seed: '1' }
  const { values } = parseArgs({
    options: {
      people: { type: 'string', default: options.people },
      seconds: { type: 'string', default: options.seconds },
      seed: { type: 'string', default: options.seed },
      url: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  const number = (name: keyof typeof options, min: number, max: number) => {
    const value = Number(values[name])
    if (/^\d+$/.test(values[name]) && value >= min && value <= max) return value
    throw new InvalidOption(
      `--${name} must be a whole number from ${min} to ${max}, and not "${values[name]}"`,
    )
  }
  if (values.url !== undefined && !/^https?:$/.test(URL.parse(values.url)?.protocol ?? ''))
    throw new InvalidOption(`--url must be an http or https URL, and not "${values.url}"`)
  return {
    help: values.help,
    url: values.url,
    people: number('people', 12, 5_000),
    seconds: number('seconds', 5, 3_600),
    seed: number('seed', 0, 2 ** 32 - 1),
  }
}

function signInAll(url: string, count: number): Promise<DemoPerson[]> {
  const named = ['Hana (host)', 'Mo (moderator)', 'Wim (observer)']
  return concurrently(count, index => signIn(url, named[index] ?? `Guest ${index + 1}`))
}

async function run(): Promise<number> {
  const options = readOptions()
  if (options.help) {
    console.log(HELP)
    return 0
  }
  const milliseconds = options.seconds * 1000
  // The grace has to end before the host returns.
  const backend = await findBackend(
    options.url,
    options.people,
    Math.max(3_000, Math.min(20_000, Math.ceil(milliseconds / 10))),
  )
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void backend.stop().then(() => process.exit(130)))
  try {
    console.log(
      `${options.people} people, ${options.seconds} seconds, seed ${options.seed}, at ${backend.url}`,
    )
    const people = await signInAll(backend.url, options.people)
    const session = new DemoSession(people, createRandom(options.seed))
    const view = showSession(session, process.stdout)
    const check = new Check()
    try {
      await session.play(milliseconds, backend.presenceGrace)
      await checkRoom(session, check)
      await session.host.act('closeRoom', { roomId: session.roomId })
      await checkClosed(session, check)
    } finally {
      view.stop()
      await Promise.all(people.map(person => person.goAway()))
    }
    const rejected = [...session.outcomes.rejections].map(([code, count]) => `${code} ${count}`).join(', ')
    const hosts = session.model.hosts.map(id => displayName(session, id))
    console.log(`hosts: ${hosts.join(', then ')}`)
    console.log(`rejected: ${rejected || 'nothing'}`)
    for (const difference of check.differences.slice(0, 50)) console.error(`DIFFERS  ${difference}`)
    console.log(`${check.made} checks, ${check.differences.length} differ`)
    return check.differences.length === 0 ? 0 : 1
  } finally {
    await backend.stop()
  }
}

try {
  process.exitCode = await run()
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException
  const isInvalidOption = error instanceof InvalidOption || code?.startsWith('ERR_PARSE_ARGS')
  console.error(isInvalidOption ? `${message}\n\n${HELP}` : `the demo failed: ${message}`)
  process.exitCode = isInvalidOption ? 2 : 1
}
