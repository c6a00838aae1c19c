// The files of the distributed deployments, as far as can be seen without Docker.

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { suite, test } from 'node:test'
import { runInNewContext } from 'node:vm'
import { parse } from 'yaml'
import { configSettings, readConfig } from '../../src/config/config.ts'
import { fileVariable } from '../../src/support/settings.ts'

const ROOT = resolve(import.meta.dirname, '../..')

type Service = {
  readonly image?: string
  readonly build?: unknown
  readonly restart?: string
  readonly user?: string
  readonly privileged?: boolean
  readonly entrypoint?: readonly string[]
  readonly command?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  readonly healthcheck?: { readonly test?: readonly string[] }
  readonly deploy?: { readonly resources?: { readonly limits?: { cpus?: string; memory?: string } } }
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>
  readonly volumes?: readonly string[]
  readonly secrets?: readonly (string | { readonly source: string })[]
  readonly configs?: readonly { readonly source: string }[]
  readonly networks?: Readonly<Record<string, { readonly ipv4_address: string }>>
}
type Compose = {
  readonly services: Readonly<Record<string, Service>>
  readonly volumes?: object
  readonly secrets?: object
  readonly configs?: Readonly<Record<string, { readonly content: string }>>
}

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')
const files = ['docker-compose.yml', 'docker-compose.production.yml'].map(name => {
  const text = read(name)
  return { name, text, compose: parse(text, { merge: true }) as Compose }
})

/** Node's own, beside ours. */
const OF_NODE = new Set(['NODE_EXTRA_CA_CERTS'])
const ours = ({ environment }: Service) => environment?.ROLE !== undefined
const known = new Set<string>(
  configSettings.flatMap(setting => [setting.name, fileVariable(setting) ?? setting.name]),
)

/** As Compose would: what must be set is made up here. */
function filledIn(environment: Service['environment']): Record<string, string> {
  const made: Readonly<Record<string, string>> = {
    SOUND_URL: 'janus://a:8188',
    ICE_URLS: 'stun:relay:3478',
    AUTH_JWKS_URL: 'https://login.test/keys',
  }
  const fill = (text: string) =>
    text.replace(/\$\{(\w+)(?::[?-]([^}]*))?\}/g, (_, name: string) => made[name] ?? 'x'.repeat(32))
  return Object.fromEntries(Object.entries(environment ?? {}).map(([name, value]) => [name, fill(value)]))
}

/** With a value where a container has the file of a secret. */
function withoutFiles(environment: Record<string, string>): Record<string, string> {
  const isFile = (name: string) => name.endsWith('_FILE')
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) =>
      isFile(name) ? [name.replace(/_FILE$/, ''), 'x'.repeat(32)] : [name, value],
    ),
  )
}

for (const { name, compose } of files) {
  const services = Object.entries(compose.services)

  suite(name, () => {
    test('every process of ours has a configuration that is accepted, and no variable that is unknown', () => {
      const processes = services.filter(([, service]) => ours(service))
      assert.deepStrictEqual(
        new Set(processes.map(([, { environment }]) => environment!.ROLE)),
        rolesOf(name),
      )
      for (const [service, { environment }] of processes) {
        const unknown = Object.keys(environment!).filter(one => !known.has(one) && !OF_NODE.has(one))
        assert.deepStrictEqual(unknown, [], service)
        const config = readConfig(withoutFiles(filledIn(environment)), [])
        assert.ok(config.ok, `${service}: ${config.ok || config.errors.join('; ')}`)
      }
    })

    test('every service is watched and has limits', () => {
      const unwatched = services.filter(
        ([, one]) => one.restart === 'unless-stopped' && !one.healthcheck?.test,
      )
      assert.deepStrictEqual(
        unwatched.map(([service]) => service),
        [],
      )
      const unlimited = services.filter(([, { deploy }]) => {
        const limits = deploy?.resources?.limits
        return !limits?.cpus || !limits.memory
      })
      assert.deepStrictEqual(
        unlimited.map(([service]) => service),
        [],
      )
    })

    test('nobody runs as root, or with rights, who need not', () => {
      assert.match(read('Dockerfile'), /^USER node$/m)
      const rooted = services.filter(
        ([, { user, privileged }]) => privileged || /^(0|root)\b/.test(user ?? ''),
      )
      assert.deepStrictEqual(rooted, [])
    })

    test('what is named is there: services, volumes, secrets, configs', () => {
      const there = (section: object | undefined) => new Set(Object.keys(section ?? {}))
      const missing = services.flatMap(([service, one]) => [
        ...Object.keys(one.depends_on ?? {}).filter(other => !(other in compose.services)),
        ...(one.volumes ?? []).flatMap(volume => {
          const source = volume.startsWith('$') ? null : volume.split(':')[0]!
          return source === null || there(compose.volumes).has(source) ? [] : [`${service}: ${source}`]
        }),
        ...(one.secrets ?? []).flatMap(secret => {
          const source = typeof secret === 'string' ? secret : secret.source
          return there(compose.secrets).has(source) ? [] : [`${service}: ${source}`]
        }),
        ...(one.configs ?? []).flatMap(({ source }) =>
          there(compose.configs).has(source) ? [] : [`${service}: ${source}`],
        ),
      ])
      assert.deepStrictEqual(missing, [])
    })

    test('the balancer leads to processes that are there', () => {
      const led = [...compose.configs!.balancer!.content.matchAll(/server ([\w-]+):4000/g)].map(
        ([, one]) => one!,
      )
      const answering = services.flatMap(([service, { environment }]) =>
        ['api', 'edge'].includes(environment?.ROLE ?? '') ? service : [],
      )
      assert.deepStrictEqual(led.toSorted(), answering.toSorted())
    })
  })
}

for (const { name, compose } of files)
  test(`no process of ${name} has a secret in its arguments`, () => {
    const exposed = Object.entries(compose.services).filter(([, { command, entrypoint }]) =>
      /(?<!\$)\$\{\w*(PASSWORD|SECRET|TOKEN)|secret[ =]/i.test(JSON.stringify([command, entrypoint])),
    )
    assert.deepStrictEqual(exposed, [])
  })

for (const { name, compose } of files)
  test(`the balancer of ${name} says whose address a request has, and is believed alone`, () => {
    const { balancer } = compose.services
    const address = balancer!.networks!.default!.ipv4_address
    for (const service of Object.values(compose.services).filter(ours))
      assert.strictEqual(service.environment!.TRUSTED_PROXIES, address)
    const text = compose.configs!.balancer!.content
    assert.match(text, /proxy_set_header X-Forwarded-For \$\$remote_addr;/)
    assert.match(text, /proxy_set_header X-Forwarded-Proto \$\$scheme;/)
    if (!name.includes('production')) return
    for (const directive of [
      'limit_req_zone',
      'limit_req zone=',
      'limit_conn_zone',
      'limit_conn connections',
    ])
      assert.ok(text.includes(directive), directive)
  })

suite('docker-compose.production.yml', () => {
  const { text, compose } = files[1]!

  test('has no secret of its own, and asks for each by name', () => {
    for (const [service, { environment }] of Object.entries(compose.services))
      for (const [name, value] of Object.entries(environment ?? {}))
        if (/PASSWORD|SECRET|TOKEN/.test(name))
          assert.match(
            value,
            name.endsWith('_FILE') ? /^\/run\/secrets\// : /\$\{\w+:\?[^}]+\}/,
            `${service}: ${name}`,
          )
    const files = Object.values(compose.secrets ?? {}) as { environment?: string }[]
    assert.deepStrictEqual(
      files.flatMap(({ environment }) => environment ?? []),
      ['METRICS_TOKEN', 'SOUND_SECRET', 'TURN_SECRET'],
    )
    const asked = [...text.matchAll(/(?<!\$)\$\{(\w+)/g)].map(([, name]) => name!)
    const insisted = new Set([...text.matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name!))
    assert.deepStrictEqual(
      asked.filter(name => !insisted.has(name)),
      [],
    )
    const documented = read('docs/operations/deployment.md')
    assert.deepStrictEqual(
      [...insisted].filter(name => !documented.includes(`\`${name}\``)),
      [],
    )
  })

  test('speaks TLS to every engine, and leaves none of them open', () => {
    for (const service of Object.values(compose.services).filter(ours)) {
      const { EVENT_LOG_URL, READ_STORE_URL, BUS_URL, NODE_ENV } = service.environment!
      assert.match(EVENT_LOG_URL!, /^esdb:\/\/\w+:[^@]+@([\w-]+:2113,){2}[\w-]+:2113\?tls=true/)
      assert.match(
        READ_STORE_URL!,
        /^mongodb:\/\/\w+:[^@]+@([\w-]+:27017,){2}[\w-]+:27017\/rostrum\?replicaSet=rs0&tls=true/,
      )
      assert.match(BUS_URL!, /^tls:\/\/\w+:[^@]+@/)
      assert.equal(NODE_ENV, 'production')
    }
    assert.ok(!/INSECURE|tls=false|allowInvalidCert/i.test(text))
  })

  test('the user of the read store is made on the member that leads, whichever that is', () => {
    const script = compose.services['mongo-setup']!.entrypoint!.at(-1)!.replaceAll('$$', '$')
    const asked: unknown[] = []
    let looks = 0
    const createUser = ({ user, pwd }: { user: string; pwd: string }) => asked.push([user, pwd])
    const shell = {
      rs: { status: () => ({ ok: 1 }) },
      sleep: () => {
        looks++
        assert.ok(looks < 10, 'waits for a member that does not lead')
      },
      connect(url: string) {
        asked.push(new URL(url).host)
        const getSiblingDB = () => ({ getUser: () => null, createUser })
        return {
          hello: () => ({ isWritablePrimary: looks > 0, primary: 'mongo-2:27017' }),
          getSiblingDB,
        }
      },
      process: { env: { MONGO_ROOT_PASSWORD: 'root', MONGO_PASSWORD: 'secret' } },
    }
    runInNewContext(script, shell)
    assert.deepStrictEqual(asked, ['mongo-1:27017', 'mongo-2:27017', ['rostrum', 'secret']])
  })

  test('opens one port, that of the balancer', () => {
    const open = Object.entries(compose.services).filter(([, service]) => 'ports' in service)
    assert.deepStrictEqual(
      open.map(([service]) => service),
      ['balancer'],
    )
  })
})

function rolesOf(file: string): Set<string> {
  return new Set(['api', ...(file.includes('production') ? ['edge'] : []), 'projector', 'sound'])
}

test('the image holds what is run in it by hand', () => {
  const copied = [...read('Dockerfile').matchAll(/^COPY (\w+) \.\/\1$/gm)].map(([, folder]) => folder)
  for (const folder of ['src', 'commands', 'projections', 'cli'])
    assert.ok(copied.includes(folder), `${folder} is not copied`)
  // A folder that is copied and not there fails the build.
  assert.deepStrictEqual(
    copied.filter(folder => !existsSync(join(ROOT, folder!))),
    [],
  )
})
