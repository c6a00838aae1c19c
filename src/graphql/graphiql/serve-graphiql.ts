// Serves GraphiQL to browsers, from assets of its own: the page may talk to its own server and to nobody else.

import { extname } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { type GraphiqlAssets, isGraphiqlInstalled, loadAssets } from './assets.ts'

export type GraphiqlPage = {
  readonly status: number
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ttf': 'font/ttf',
}

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  // The editor sets styles as it draws.
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  'img-src data:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** What a browser is told where the development dependencies are left out. */
export const NOT_INSTALLED =
  'GraphiQL is not installed. It is one of the development dependencies: run npm ci without --omit=dev.'

const PLAIN = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }

/** Adds the routes of the assets below `endpoint`. Returns the page, which is served at `endpoint` itself. */
export function serveGraphiql(app: FastifyInstance, endpoint: string): () => Promise<GraphiqlPage> {
  const base = `${endpoint}/graphiql/`
  let loading: Promise<GraphiqlAssets> | null = null
  const load = () => {
    loading ??= loadAssets().catch((error: unknown) => {
      // The next visit tries again.
      loading = null
      throw error
    })
    return loading
  }
  app.get(`${base}:name`, async (request, reply) => {
    const { name } = request.params as { name: string }
    const content = isGraphiqlInstalled() ? (await load()).files.get(name) : undefined
    if (content === undefined) return reply.callNotFound()
    return reply
      .headers({
        'content-type': TYPES[extname(name)] ?? 'application/octet-stream',
        'cache-control': 'public, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
      })
      .send(Buffer.from(content.buffer, content.byteOffset, content.byteLength))
  })
  return async () => {
    if (!isGraphiqlInstalled())
      return {
        status: 501,
        body: `${NOT_INSTALLED}\n`,
        headers: { ...PLAIN, 'content-type': 'text/plain; charset=utf-8' },
      }
    const { entries } = await load()
    return {
      status: 200,
      body: pageOf(entries, endpoint, base),
      headers: {
        ...PLAIN,
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': POLICY,
        'referrer-policy': 'no-referrer',
      },
    }
  }
}

const pageOf = (entries: GraphiqlAssets['entries'], endpoint: string, base: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Rostrum</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="${base}${entries.editorStyle}">
    <link rel="stylesheet" href="${base}${entries.style}">
    <style>body { margin: 0 } #graphiql { height: 100dvh }</style>
    <script type="module" src="${base}${entries.page}"></script>
  </head>
  <body>
    <div id="graphiql"
      data-endpoint="${endpoint}"
      data-editor-worker="${base}${entries.editorWorker}"
      data-json-worker="${base}${entries.jsonWorker}"
      data-graphql-worker="${base}${entries.graphqlWorker}"
    >Loading GraphiQL</div>
  </body>
</html>
`
