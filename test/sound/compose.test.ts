// The settings of the gateways in docker-compose.yml, as far as they can be checked without Docker.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { configurationFiles } from '../../src/audio-gateway/janus-config.ts'

/** Settings that differ by host, or that a container gets from its command line. */
const HOST_SETTINGS =
  /_folder|secret|admin_key|server_name|interface|ice_enforce_list|port$|port_range|ws_ip|event_loops/

/** The settings of a file by `section.name`. */
function settingsOf(text: string): Record<string, string> {
  let section = ''
  const settings: Record<string, string> = {}
  for (const line of text.split('\n')) {
    section = /^\s*(\w+): \{/.exec(line)?.[1] ?? section
    for (const [, name, value] of line.matchAll(/(\w+) = ("[^"]*"|\w+)/g))
      if (!HOST_SETTINGS.test(name!)) settings[`${section}.${name}`] = value!
  }
  return settings
}

test('the gateways of docker-compose.yml have the settings of a gateway that Rostrum starts', () => {
  const compose = readFileSync(join(import.meta.dirname, '../../docker-compose.yml'), 'utf8')
  const there = [...compose.matchAll(/^ {2}(janus(?:-[a-z]+)?):\n {4}content: \|\n((?: {6}.*\n)+)/gm)]
  const own = configurationFiles({
    name: 'own',
    secret: 's',
    port: 8188,
    adminPort: 7188,
    address: '192.0.2.1',
    publicAddress: null,
    ports: '20000-29999',
  })
  const files = {
    janus: 'janus.jcfg',
    'janus-websockets': 'janus.transport.websockets.jcfg',
    'janus-audiobridge': 'janus.plugin.audiobridge.jcfg',
    'janus-streaming': 'janus.plugin.streaming.jcfg',
  }
  assert.deepStrictEqual(
    Object.fromEntries(there.map(([, name, text]) => [name, settingsOf(text!)])),
    Object.fromEntries(Object.entries(files).map(([name, file]) => [name, settingsOf(own[file]!)])),
  )
})
