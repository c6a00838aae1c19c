// What can be set about the sound.

import {
  engineUrl,
  integer,
  optional,
  type Setting,
  type SettingValues,
  secret,
  singleLine,
} from '../support/settings.ts'

export const soundSettings = {
  soundUrl: {
    name: 'SOUND_URL',
    meaning:
      'What carries the sound: `auto:` starts a `janus` that is found on PATH, `none:` does without, `janus://a:8188,b:8188?admin=7188&drain=b:8188` names gateways.',
    preset: 'auto:',
    parse: engineUrl(['auto', 'none'], ['janus']),
  },
  soundSecret: {
    name: 'SOUND_SECRET',
    meaning:
      'The secret of both APIs and both plugins of the gateways that `janus://` names, 16 bytes or longer.',
    preset: '',
    secret: true,
    parse: optional(secret(16)),
  },
  soundStreamAbove: {
    name: 'SOUND_STREAM_ABOVE',
    meaning: 'Listeners of a room above which they are streamed to, in place of mixing for each of them.',
    preset: '25',
    parse: integer(0, 100_000),
  },
  soundCapacity: {
    name: 'SOUND_CAPACITY',
    meaning:
      'How much one gateway carries: a room counts 1.2, a device that may be heard 1, a listener of a stream 0.25. From 33 to 70 a core: see sound.md.',
    preset: '140',
    parse: integer(1, 1_000_000),
  },
  soundPrebuffer: {
    name: 'SOUND_PREBUFFER',
    meaning: 'Packets of 20 ms that a gateway keeps of each speaker, to wait for late ones, before it mixes.',
    preset: '3',
    parse: integer(1, 50),
  },
  soundAddress: {
    name: 'SOUND_ADDRESS',
    meaning:
      'With `auto:`, the address for media; without one, the first of this machine that is not the loopback.',
    preset: '',
    parse: optional(singleLine),
  },
  soundPublicAddress: {
    name: 'SOUND_PUBLIC_ADDRESS',
    meaning: 'With `auto:`, the address that clients are told, where a one-to-one NAT stands before it.',
    preset: '',
    parse: optional(singleLine),
  },
  soundPorts: {
    name: 'SOUND_PORTS',
    meaning: 'With `auto:`, the UDP ports of media, one for each device.',
    preset: '20000-29999',
    parse: ports,
  },
  soundRecordings: {
    name: 'SOUND_RECORDINGS',
    meaning: 'The folder of recordings, which this process and the gateways see under the same name.',
    preset: '<DATA_DIR>/recordings',
    parse: singleLine,
  },
  soundLostAfter: {
    name: 'SOUND_LOST_AFTER_MS',
    meaning: 'Milliseconds for which a gateway may be away before its rooms are placed on another.',
    preset: '3000',
    parse: integer(0, 600_000),
  },
  executablePath: {
    name: 'PATH',
    meaning: 'With `auto:`, where `janus` is looked for.',
    preset: '/usr/local/bin:/usr/bin:/bin',
    parse: singleLine,
  },
  iceUrls: {
    name: 'ICE_URLS',
    meaning:
      'STUN and TURN servers that clients are told, with commas: `stun:a:3478,turn:a:3478?transport=udp`.',
    preset: '',
    parse: optional(iceUrls),
  },
  turnSecret: {
    name: 'TURN_SECRET',
    meaning: 'The shared secret (`static-auth-secret`) of the TURN servers, 16 bytes or longer.',
    preset: '',
    secret: true,
    parse: optional(secret(16)),
  },
  turnTtl: {
    name: 'TURN_TTL_MS',
    meaning: 'Milliseconds for which the credentials of TURN are good that a client is given.',
    preset: '3600000',
    parse: integer(60_000, 86_400_000),
  },
} as const satisfies Record<string, Setting<unknown>>

export function soundContradictions(
  config: SettingValues<typeof soundSettings> & { readonly role: string },
): string[] {
  const errors: string[] = []
  // Whichever of them takes a room over must reach the gateway that it is on.
  if (config.role === 'sound' && !config.soundUrl.external)
    errors.push('SOUND_URL must name gateways that other processes reach, with ROLE=sound')
  if (config.soundUrl.external && config.soundSecret === null)
    errors.push('SOUND_SECRET must be set with gateways in SOUND_URL')
  const turns = config.iceUrls?.some(url => /^turns?:/.test(url)) ?? false
  if (turns && config.turnSecret === null)
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
  const urls = text.split(',')
  if (urls.every(url => /^(stuns?|turns?):[^\s]+$/.test(url))) return urls
  throw new Error('must be stun: and turn: URLs, with commas between them')
}
