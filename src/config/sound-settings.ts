// The settings of the sound: gateways, and how devices reach them.

import {
  engineUrl,
  integer,
  optional,
  type SettingsTable,
  type SettingValues,
  secret,
  singleLine,
} from '../support/settings.ts'

export const soundSettings = {
  sound: {
    url: {
      name: 'SOUND_URL',
      meaning:
        'The audio gateways: `auto:` starts the `janus` on PATH, `none:` runs without sound, `janus://a:8188,b:8188?admin=7188&drain=b:8188` names them.',
      preset: 'auto:',
      parse: engineUrl(['auto', 'none'], ['janus']),
    },
    secret: {
      name: 'SOUND_SECRET',
      meaning: 'The secret of both APIs and both plugins of the gateways in `janus://`, at least 16 bytes.',
      preset: '',
      secret: true,
      parse: optional(secret(16)),
    },
    streamAboveListeners: {
      name: 'SOUND_STREAM_ABOVE',
      meaning: 'Listeners in a room above which they receive one stream instead of a mix each.',
      preset: '25',
      parse: integer(0, 100_000),
    },
    capacity: {
      name: 'SOUND_CAPACITY',
      meaning:
        'Load limit of one gateway. A room counts 1.2, a device that may be heard 1, a listener of a stream 0.25. Plan 33 to 70 for each core: see sound.md.',
      preset: '140',
      parse: integer(1, 1_000_000),
    },
    prebufferPackets: {
      name: 'SOUND_PREBUFFER',
      meaning:
        'Packets of 20 ms that a gateway buffers for each speaker before it mixes, to wait for late ones.',
      preset: '3',
      parse: integer(1, 50),
    },
    address: {
      name: 'SOUND_ADDRESS',
      meaning:
        'With `auto:`, the address for media. Default: the first address of this machine that is not the loopback.',
      preset: '',
      parse: optional(singleLine),
    },
    publicAddress: {
      name: 'SOUND_PUBLIC_ADDRESS',
      meaning:
        'With `auto:`, the address that clients are given when the machine is behind a one-to-one NAT.',
      preset: '',
      parse: optional(singleLine),
    },
    ports: {
      name: 'SOUND_PORTS',
      meaning: 'With `auto:`, the UDP ports for media, one for each device.',
      preset: '20000-29999',
      parse: ports,
    },
    recordingsFolder: {
      name: 'SOUND_RECORDINGS',
      meaning: 'The folder for recordings. This process and the gateways must see it under the same name.',
      preset: '<DATA_DIR>/recordings',
      parse: singleLine,
    },
    lostAfterMs: {
      name: 'SOUND_LOST_AFTER_MS',
      meaning: 'How long a gateway may be unreachable before its rooms move to another.',
      preset: '3000',
      parse: integer(0, 600_000),
    },
    executablePath: {
      name: 'PATH',
      meaning: 'With `auto:`, where to look for `janus`.',
      preset: '/usr/local/bin:/usr/bin:/bin',
      parse: singleLine,
    },
  },
  ice: {
    urls: {
      name: 'ICE_URLS',
      meaning:
        'STUN and TURN servers for clients, separated by commas: `stun:a:3478,turn:a:3478?transport=udp`.',
      preset: '',
      parse: iceUrls,
    },
    secret: {
      name: 'TURN_SECRET',
      meaning: 'The shared secret (`static-auth-secret`) of the TURN servers, at least 16 bytes.',
      preset: '',
      secret: true,
      parse: optional(secret(16)),
    },
    ttlMs: {
      name: 'TURN_TTL_MS',
      meaning: 'How long the TURN credentials of a client are valid.',
      preset: '3600000',
      parse: integer(60_000, 86_400_000),
    },
  },
} as const satisfies SettingsTable

export function soundContradictions(
  config: SettingValues<typeof soundSettings> & { readonly role: string },
): string[] {
  const errors: string[] = []
  // Whichever of them takes a room over must reach the gateway that it is on.
  if (config.role === 'sound' && !config.sound.url.external)
    errors.push('SOUND_URL must name gateways that other processes reach, with ROLE=sound')
  if (config.sound.url.external && config.sound.secret === null)
    errors.push('SOUND_SECRET must be set with gateways in SOUND_URL')
  const turns = config.ice.urls.some(url => /^turns?:/.test(url))
  if (turns && config.ice.secret === null)
    errors.push('TURN_SECRET must be set with a TURN server in ICE_URLS')
  return errors
}

function ports(text: string): string {
  const [, first = '', last = ''] = /^(\d+)-(\d+)$/.exec(text) ?? []
  const [from, to] = [Number(first), Number(last)]
  if (from >= 1024 && to <= 65_535 && to - from >= 19) return text
  throw new Error('must be a range of at least 20 ports from 1024 to 65535, as 20000-29999')
}

function iceUrls(text: string): readonly string[] {
  if (text === '') return []
  const urls = text.split(',')
  if (urls.every(url => /^(stuns?|turns?):[^\s]+$/.test(url))) return urls
  throw new Error('must be stun: and turn: URLs, with commas between them')
}
