// Renders GraphiQL as one page that loads nothing from other hosts.

import { createHash } from 'node:crypto'
import { renderGraphiQL } from '@graphql-yoga/render-graphiql'

export type GraphiqlPage = { readonly html: string; readonly headers: Readonly<Record<string, string>> }

const FIRST_TEXT = `# Rostrum. Start with a token:
#
#   mutation { signInForDevelopment(name: "Ada") { token } }
#
# Put it under "Headers" below, for queries, mutations and subscriptions alike:
#
#   { "Authorization": "Bearer <token>" }

query LiveRooms {
  rooms {
    nodes { id title listenerCount }
  }
}
`

/** 9 MB of text: render it once. */
export function renderPage(endpoint: string): GraphiqlPage {
  const html = renderGraphiQL({
    title: 'Rostrum',
    endpoint,
    subscriptionsProtocol: 'WS',
    defaultQuery: FIRST_TEXT,
    shouldPersistHeaders: true,
  })
  return {
    html,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy(scriptsOf(html)),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    },
  }
}

/** Allows only the scripts of this page, and connections only to this server. */
function policy(scripts: readonly string[]): string {
  const hashes = scripts.map(script => `'sha256-${createHash('sha256').update(script).digest('base64')}'`)
  return [
    "default-src 'none'",
    `script-src ${hashes.join(' ')}`,
    // The editor creates its workers from text in the page, and sets styles while drawing.
    'worker-src blob:',
    "style-src 'unsafe-inline'",
    'font-src data:',
    'img-src data:',
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

function scriptsOf(html: string): string[] {
  return [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, script = '']) => script)
}
