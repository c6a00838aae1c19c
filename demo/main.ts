// npm run demo: an evening in a room, played by people over the public API, and checked against it at the end.

import { parseArgs } from 'node:util'
import { findBackend } from './backend.ts'
import { Check, checkClosed, checkRoom } from './check.ts'
import { concurrently } from './concurrently.ts'
import { Evening } from './evening.ts'
import { type DemoPerson, signIn } from './person.ts'
import { createRandom } from './random.ts'
import { displayName, showEvening } from './view.ts'

const HELP = `npm run demo -- [options]

Plays an evening in a room over HTTP and WebSocket, and checks at the end that the API, the subscriptions and the
answers agree. Ends with 1 where they do not, and with 2 where an option is wrong.

  --people N    how many come, from 12 to 5000 (300)
  --seconds N   how long the evening is, from 5 to 3600 (60)
  --url URL     a backend that runs already; without it, the one at http://127.0.0.1:4000, or else one of our own
                in a temporary folder, on a free port, which is stopped afterwards
  --seed N      the same seed plays the same evening (1)
  --help        this text`

class WrongOption extends Error {}

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
  const number = (name: keyof typeof options, least: number, most: number) => {
    const value = Number(values[name])
    if (/^\d+$/.test(values[name]) && value >= least && value <= most) return value
    throw new WrongOption(
      `--${name} must be a whole number from ${least} to ${most}, and not "${values[name]}"`,
    )
  }
  if (values.url !== undefined && !/^https?:$/.test(URL.parse(values.url)?.protocol ?? ''))
    throw new WrongOption(`--url must be an http or https URL, and not "${values.url}"`)
  return {
    help: values.help,
    url: values.url,
    people: number('people', 12, 5_000),
    seconds: number('seconds', 5, 3_600),
    seed: number('seed', 0, 2 ** 32 - 1),
  }
}

function signInAll(url: string, count: number): Promise<DemoPerson[]> {
  const named = ['Hana (host)', 'Mo (moderator)', 'Wim (witness)']
  return concurrently(count, index => signIn(url, named[index] ?? `Guest ${index + 1}`))
}

async function run(): Promise<number> {
  const options = readOptions()
  if (options.help) {
    console.log(HELP)
    return 0
  }
  const milliseconds = options.seconds * 1000
  // Long enough to be a grace, short enough to run out before the host comes back.
  const backend = await findBackend(
    options.url,
    options.people,
    Math.max(3_000, Math.min(20_000, Math.ceil(milliseconds / 10))),
  )
  // Whoever is tired of it takes the backend along.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void backend.stop().then(() => process.exit(130)))
  try {
    console.log(
      `${options.people} people, ${options.seconds} seconds, seed ${options.seed}, at ${backend.url}`,
    )
    const people = await signInAll(backend.url, options.people)
    const evening = new Evening(people, createRandom(options.seed))
    const view = showEvening(evening, process.stdout)
    const check = new Check()
    try {
      await evening.play(milliseconds, backend.presenceGrace)
      await checkRoom(evening, check)
      await evening.host.act('closeRoom', { roomId: evening.roomId })
      await checkClosed(evening, check)
    } finally {
      view.stop()
      await Promise.all(people.map(person => person.goAway()))
    }
    const refused = [...evening.ledger.rejections].map(([code, count]) => `${code} ${count}`).join(', ')
    const hosts = evening.model.hosts.map(id => displayName(evening, id))
    console.log(`hosts: ${hosts.join(', then ')}`)
    console.log(`refused: ${refused || 'nothing'}`)
    for (const complaint of check.complaints.slice(0, 50)) console.error(`DISAGREES  ${complaint}`)
    console.log(`${check.made} checks, ${check.complaints.length} disagree`)
    return check.complaints.length === 0 ? 0 : 1
  } finally {
    await backend.stop()
  }
}

try {
  process.exitCode = await run()
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException
  const wrongOption = error instanceof WrongOption || code?.startsWith('ERR_PARSE_ARGS')
  console.error(wrongOption ? `${message}\n\n${HELP}` : `the demonstration failed: ${message}`)
  process.exitCode = wrongOption ? 2 : 1
}
