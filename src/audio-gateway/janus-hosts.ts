// Parses the Janus gateways that a URL names.

export type JanusHost = {
  /** As events record it. */
  readonly id: string
  readonly host: string
  readonly url: string
  readonly adminUrl: string
  readonly isDraining: boolean
}

const PORT = 8188
const ADMIN_PORT = 7188
const MAX_PORT = 65_535

/**
 * Parses `a:8188,b?admin=7188&drain=b`: hosts with ports, the port of the admin API (one for all or one for each), and
 * the gateways to drain. Throws what the text does wrong, to follow the name of the setting.
 */
export function parseGateways(text: string): readonly JanusHost[] {
  const [hosts = '', query = ''] = text.replace(/^\/\//, '').split('?')
  const settings = new URLSearchParams(query)
  for (const name of settings.keys())
    if (name !== 'drain' && name !== 'admin')
      throw new Error(`has an unknown parameter ${name}; known are admin and drain`)
  const drain = new Set(listOf(settings, 'drain'))
  const adminPorts = listOf(settings, 'admin')
  const gateways = hosts.split(',').map((host, index) => {
    const adminPort = adminPorts[index] ?? adminPorts[0] ?? String(ADMIN_PORT)
    return parseGateway(host, adminPort, drain)
  })
  if (new Set(gateways.map(({ id }) => id)).size < gateways.length) throw new Error('names a gateway twice')
  const wrongPort = adminPorts.find(port => !(Number(port) > 0 && Number(port) <= MAX_PORT))
  if (wrongPort !== undefined) throw new Error(`has an invalid admin port ${wrongPort}; use 1 to ${MAX_PORT}`)
  const [unknown] = drain
  if (unknown !== undefined) throw new Error(`drains ${unknown}, which it does not name`)
  return gateways
}

const listOf = (settings: URLSearchParams, name: string) =>
  (settings.get(name) ?? '').split(',').filter(Boolean)

/** Takes the gateway out of `drain`, so that what is left there is known to be wrong. */
function parseGateway(text: string, adminPort: string, drain: Set<string>): JanusHost {
  const [, host = '', port = String(PORT)] = /^([\w.-]+)(?::(\d+))?$/.exec(text) ?? []
  if (host === '' || Number(port) > MAX_PORT)
    throw new Error(`must name gateways as host or host:port, separated by commas, not "${text}"`)
  const id = `${host}:${port}`
  const isDraining = drain.delete(id) || drain.delete(host)
  return { id, host, url: `ws://${id}`, adminUrl: `ws://${host}:${adminPort}`, isDraining }
}
