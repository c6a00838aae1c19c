// The configuration files of a gateway that is started here. docs/operations/sound.md says which of it others need as well.

import { cpus } from 'node:os'

export type GatewayFiles = {
  readonly name: string
  /** Of both APIs and of both plugins. */
  readonly secret: string
  /** Both on the loopback alone. */
  readonly port: number
  readonly adminPort: number
  /** Where media comes and goes. Not the loopback: the gateway takes no candidates there. */
  readonly address: string
  /** What clients are told instead, behind a one-to-one NAT; null: the address itself. */
  readonly publicAddress: string | null
  /** UDP ports of media, as `20000-20999`. */
  readonly ports: string
}

/** By name, in the folder `conf` of the one in which it is started, which holds those that the files name as well. */
export function configurationFiles(files: GatewayFiles): Readonly<Record<string, string>> {
  const { name, secret, port, adminPort, address, publicAddress, ports } = files
  const [first = 0, last = 0] = ports.split('-').map(Number)
  // Listeners' own ports and the feeds of streams must not starve each other.
  const feeds = last - Math.floor((last - first) / 10)
  const mapping = publicAddress ? `  nat_1_1_mapping = "${publicAddress}"\n  keep_private_host = true\n` : ''
  return {
    'janus.jcfg': `general: {
  configs_folder = "conf"
  plugins_folder = "plugins"
  transports_folder = "transports"
  events_folder = "events"
  loggers_folder = "loggers"
  debug_level = 3
  debug_timestamps = true
  debug_colors = false
  server_name = "${name}"
  api_secret = "${secret}"
  admin_secret = "${secret}"
  session_timeout = 60
  reclaim_session_timeout = 60
  opaqueid_in_api = true
  event_loops = ${Math.max(1, cpus().length)}
  interface = "${address}"
}
certificates: { }
media: {
  ipv6 = false
  rtp_port_range = "${first}-${feeds - 1}"
  no_media_timer = 1
  slowlink_threshold = 4
}
nat: {
  nice_debug = false
  full_trickle = false
  ice_lite = false
  ice_tcp = false
  ice_keepalive_conncheck = true
  ignore_mdns = true
  ice_enforce_list = "${address}"
${mapping}}
plugins: { }
transports: { }
events: { broadcast = false }
`,
    'janus.transport.websockets.jcfg': `general: {
  json = "compact"
  ws = true
  ws_port = ${port}
  ws_ip = "127.0.0.1"
  wss = false
  pingpong_trigger = 30
  pingpong_timeout = 10
}
admin: {
  admin_ws = true
  admin_ws_port = ${adminPort}
  admin_ws_ip = "127.0.0.1"
  admin_wss = false
}
`,
    'janus.plugin.audiobridge.jcfg': `general: {
  admin_key = "${secret}"
  lock_rtp_forward = true
  string_ids = true
  record_tmp_ext = "tmp"
  rtp_port_range = "${first}-${feeds - 1}"
  local_ip = "127.0.0.1"
}
`,
    'janus.plugin.streaming.jcfg': `general: {
  admin_key = "${secret}"
  string_ids = true
  rtp_port_range = "${feeds}-${last}"
}
`,
  }
}

export const LIBRARIES = {
  plugins: ['libjanus_audiobridge.so', 'libjanus_streaming.so'],
  transports: ['libjanus_websockets.so'],
} as const
