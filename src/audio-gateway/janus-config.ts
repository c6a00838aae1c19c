// The configuration files of a gateway that this process starts. Other gateways need the parts that
// docs/operations/sound.md names.

import { cpus } from 'node:os'

export type JanusConfig = {
  readonly name: string
  /** For both APIs and both plugins. */
  readonly secret: string
  /** The WebSocket API, on the loopback only. */
  readonly port: number
  /** The admin API, on the loopback only. */
  readonly adminPort: number
  /** Where media comes and goes. Not the loopback: the gateway takes no candidates there. */
  readonly address: string
  /** The address that clients are told instead, behind one-to-one NAT; null: `address`. */
  readonly publicAddress: string | null
  /** The UDP ports of media, as `20000-20999`. */
  readonly ports: string
}

/** The libraries that the gateway loads, by kind. */
export const LIBRARIES = {
  plugins: ['libjanus_audiobridge.so', 'libjanus_streaming.so'],
  transports: ['libjanus_websockets.so'],
} as const

/** The files by name. They belong in the folder `conf` of the folder in which the gateway runs. */
export function configurationFiles(config: JanusConfig): Readonly<Record<string, string>> {
  const { devicePorts, feedPorts } = splitPorts(config.ports)
  return {
    'janus.jcfg': coreFile(config, devicePorts),
    'janus.transport.websockets.jcfg': webSocketsFile(config),
    'janus.plugin.audiobridge.jcfg': audioBridgeFile(config, devicePorts),
    'janus.plugin.streaming.jcfg': streamingFile(config, feedPorts),
  }
}

/** The last tenth is for feeds: the ports of devices and the feeds of streams must not starve each other. */
function splitPorts(ports: string) {
  const [first = 0, last = 0] = ports.split('-').map(Number)
  const firstFeed = last - Math.floor((last - first) / 10)
  return { devicePorts: `${first}-${firstFeed - 1}`, feedPorts: `${firstFeed}-${last}` }
}

function coreFile({ name, secret, address, publicAddress }: JanusConfig, devicePorts: string): string {
  const mapping = publicAddress ? `  nat_1_1_mapping = "${publicAddress}"\n  keep_private_host = true\n` : ''
  return `general: {
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
  rtp_port_range = "${devicePorts}"
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
`
}

const webSocketsFile = ({ port, adminPort }: JanusConfig) => `general: {
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
`

const audioBridgeFile = ({ secret }: JanusConfig, devicePorts: string) => `general: {
  admin_key = "${secret}"
  lock_rtp_forward = true
  string_ids = true
  record_tmp_ext = "tmp"
  rtp_port_range = "${devicePorts}"
  local_ip = "127.0.0.1"
}
`

const streamingFile = ({ secret }: JanusConfig, feedPorts: string) => `general: {
  admin_key = "${secret}"
  string_ids = true
  rtp_port_range = "${feedPorts}"
}
`
