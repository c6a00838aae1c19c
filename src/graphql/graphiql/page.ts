// GraphiQL, as it runs in the browser. esbuild bundles this file: see assets.ts.

import { useGraphiQL, useGraphiQLActions } from '@graphiql/react'
import { createGraphiQLFetcher, type Fetcher, type FetcherOpts } from '@graphiql/toolkit'
import { GraphiQL } from 'graphiql'
import { type ExecutionResult, getOperationAST, type OperationDefinitionNode, parse } from 'graphql'
import { createClient } from 'graphql-ws'
import { createElement, Fragment, type ReactNode, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { type Start, TabSubscriptions } from './tab-subscriptions.ts'

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

const root = document.getElementById('graphiql')!
const { endpoint = '', editorWorker = '', jsonWorker = '', graphqlWorker = '' } = root.dataset

const workers: Readonly<Record<string, string>> = { json: jsonWorker, graphql: graphqlWorker }
Object.assign(globalThis, {
  MonacoEnvironment: {
    getWorker: (_id: string, label: string) => new Worker(workers[label] ?? editorWorker, { type: 'module' }),
  },
})

const subscriptions = new TabSubscriptions<ExecutionResult>()
const askOverHttp = createGraphiQLFetcher({ url: endpoint })

const fetcher: Fetcher = (params, options) => {
  const resumed = subscriptions.resumed()
  if (resumed) return resumed as never
  const operation = operationOf(params.query, params.operationName)
  const request = { ...params, operationName: operation?.name?.value }
  if (operation?.operation !== 'subscription') return askOverHttp(request as never, options)
  return subscriptions.create(overWebSocket(request as never, options?.headers)) as never
}

/** GraphiQL notes the name of the operation a moment after the text, so that it may still be that of the text before. */
function operationOf(query: string, name?: string | null): OperationDefinitionNode | null | undefined {
  try {
    const document = parse(query)
    return getOperationAST(document, name) ?? getOperationAST(document)
  } catch {
    // The server says what is wrong with it.
    return null
  }
}

/** A socket of its own for each subscription, because the token belongs to the tab. */
function overWebSocket(
  request: { readonly query: string },
  headers: FetcherOpts['headers'],
): Start<ExecutionResult> {
  return observer => {
    const client = createClient({
      url: new URL(endpoint, location.href).href.replace(/^http/, 'ws'),
      connectionParams: headers ?? {},
      // 4403: the token is refused, and would be again.
      shouldRetry: event => event instanceof CloseEvent && event.code !== 4403,
    })
    const unsubscribe = client.subscribe(request, {
      next: result => observer.next(result as ExecutionResult),
      error: error => observer.error(error instanceof CloseEvent ? closed(error) : error),
      complete: () => observer.complete(),
    })
    return () => {
      unsubscribe()
      void client.dispose()
    }
  }
}

const closed = ({ code, reason }: CloseEvent) => new Error(`The socket was closed: ${code} ${reason}`.trim())

/** When another tab is shown: lets the subscription of the tab before go on, and shows that of this tab again. */
function TabWatcher(): null {
  const { run, stop } = useGraphiQLActions()
  const tabId = useGraphiQL(({ tabs, activeTabIndex }) => tabs[activeTabIndex]?.id)
  useEffect(() => {
    stop()
    if (subscriptions.resumed()) void run()
  }, [tabId])
  return null
}

type ToolbarButtons = { readonly prettify: ReactNode; readonly copy: ReactNode; readonly merge: ReactNode }

const toolbar = ({ prettify, copy, merge }: ToolbarButtons) =>
  createElement(Fragment, null, prettify, merge, copy, createElement(TabWatcher))

createRoot(root).render(
  createElement(
    GraphiQL,
    {
      fetcher,
      defaultQuery: FIRST_TEXT,
      shouldPersistHeaders: true,
      onTabChange: tabs => subscriptions.update(tabs),
    },
    createElement(GraphiQL.Toolbar, null, toolbar as never),
  ),
)
