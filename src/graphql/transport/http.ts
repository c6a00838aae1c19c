// GraphQL over HTTP: queries and mutations, by POST, and queries by GET.

import { ApolloServer, type ApolloServerPlugin } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled'
import { fastifyApolloHandler } from '@as-integrations/fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { GraphQLError, type GraphQLFormattedError, OperationTypeNode } from 'graphql'
import type { Logger } from '../../support/log.ts'
import type { Time } from '../../support/time.ts'
import type { ApiContext } from '../context.ts'
import { apiError, type Mask } from '../faults.ts'
import type { GraphiqlPage } from '../graphiql/serve-graphiql.ts'
import type { Viewer } from '../viewer.ts'
import { type Authentication, bearer, Unauthenticated } from './authentication.ts'
import { createHttpFastPath } from './http-fast-path.ts'
import { KeysUnavailable } from './jwks.ts'
import type { Operations } from './operations.ts'

export type HttpOptions = {
  readonly path: string
  readonly operations: Operations
  readonly authentication: Pick<Authentication, 'authenticate'>
  readonly mask: Mask
  readonly logger: Logger
  readonly isReady: () => boolean
  readonly introspection: boolean
  /** Called at each visit of a browser. Null when GraphiQL is off. */
  readonly page: (() => Promise<GraphiqlPage>) | null
}

type ViewerRequest = FastifyRequest & { viewer: Viewer | null }

/** Adds the routes of `path` to an HTTP server. */
export async function serveGraphql(app: FastifyInstance, options: HttpOptions): Promise<void> {
  const { path, operations, page, mask } = options
  const apollo = createApollo(options)
  await apollo.start()
  app.addHook('onClose', () => apollo.stop())

  const handle = fastifyApolloHandler<ApiContext>(apollo, {
    context: async request => operations.createContext((request as ViewerRequest).viewer, request.id),
  })
  const answerByApollo = (request: FastifyRequest, reply: FastifyReply) =>
    handle.call(app as never, request as never, reply as never) as unknown as Promise<unknown>
  const fastPath = createHttpFastPath(operations, mask)
  app.decorateRequest('viewer', null)
  const preHandler = authenticator(options)
  app.post(path, { preHandler }, async (request, reply) => {
    void reply.header('cache-control', 'no-store')
    const { accept } = request.headers
    const type = fastPath.typeFor(accept)
    const answer =
      type && (await fastPath.answer(request.body, (request as ViewerRequest).viewer, request.id))
    if (answer) return reply.header('content-type', type).send(answer)
    const { query } = (request.body ?? {}) as { query?: unknown }
    if (refuse(query, request, reply)) return reply
    const answered = await answerByApollo(request, reply)
    if (reply.statusCode === 200) fastPath.learn(accept, reply.getHeader('content-type'))
    return answered
  })
  app.get(path, { preHandler }, async (request, reply) => {
    if (page && wantsPage(request)) {
      const { status, headers, body } = await page()
      return reply.code(status).headers(headers).send(body)
    }
    void reply.header('cache-control', 'no-store')
    if (refuse((request.query as { query?: unknown }).query, request, reply)) return reply
    return answerByApollo(request, reply)
  })

  /**
   * Answers a request that needs a token and has none, before it is validated. Also answers an invalid subscription,
   * because Apollo reports some errors that graphql throws as internal ones.
   */
  function refuse(query: unknown, request: FastifyRequest, reply: FastifyReply): boolean {
    if (typeof query !== 'string') return false
    const { viewer } = request as ViewerRequest
    const refused = viewer === null ? operations.refuseAnonymous(query) : null
    if (refused) {
      void reply.header('www-authenticate', 'Bearer')
      void sendErrors(reply, 401, mask(refused, request.id))
      return true
    }
    const errors = query.includes('subscription') ? operations.errorsOf(query, viewer) : null
    if (errors) void sendErrors(reply, 400, ...errors.map(error => mask(error, request.id)))
    return errors !== null
  }
}

/** The caller's request id, if it is valid, so that a request can be traced through several systems. */
export function requestIdOf(
  headers: Record<string, string | string[] | undefined>,
  time: Pick<Time, 'uuid'>,
): string {
  const given = headers['x-request-id']
  return typeof given === 'string' && /^[\w.:-]{1,64}$/.test(given) ? given : time.uuid()
}

export function sendErrors(reply: FastifyReply, status: number, ...errors: GraphQLFormattedError[]) {
  return reply.code(status).type('application/json; charset=utf-8').send(JSON.stringify({ errors }))
}

/** Runs before GraphQL parses anything, so that requests with a bad token stay cheap. */
function authenticator({ authentication, logger, mask, isReady }: HttpOptions) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    if (!isReady()) {
      void reply.header('retry-after', '1')
      return sendErrors(reply, 503, apiError('NOT_READY', 'Not ready yet: see /readyz').toJSON())
    }
    const token = bearer(request.headers.authorization)
    if (token === null) return
    try {
      ;(request as ViewerRequest).viewer = await authentication.authenticate(token)
    } catch (error) {
      if (error instanceof Unauthenticated) {
        void reply.header('www-authenticate', 'Bearer error="invalid_token"')
        return sendErrors(reply, 401, apiError('UNAUTHENTICATED', error.message).toJSON())
      }
      if (error instanceof KeysUnavailable) {
        const { message, retryAfterMs } = error
        void reply.header('retry-after', String(Math.ceil(retryAfterMs / 1000)))
        return sendErrors(reply, 503, apiError('UNAVAILABLE', message, { retryAfterMs }).toJSON())
      }
      logger.error({ err: error, correlationId: request.id }, 'authentication: token check failed')
      const fault = new GraphQLError('fault', { originalError: error as Error })
      return sendErrors(reply, 503, mask(fault, request.id))
    }
  }
}

/** Whether a browser opened this URL, rather than a program sending a query. */
function wantsPage(request: FastifyRequest): boolean {
  const asks = (request.query as { query?: unknown }).query !== undefined
  return !asks && (request.headers.accept ?? '').includes('text/html')
}

function createApollo(options: HttpOptions): ApolloServer<ApiContext> {
  const { operations, mask, logger } = options
  return new ApolloServer<ApiContext>({
    schema: operations.schema,
    validationRules: [...operations.rules],
    parseOptions: { maxTokens: operations.maxTokens },
    introspection: options.introspection,
    nodeEnv: 'production',
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    // Valid documents are cached in `graphql-documents.ts`, bounded by what they weigh.
    documentStore: null,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: (_formatted, error) =>
      mask(
        error instanceof GraphQLError ? error : new GraphQLError('fault', { originalError: error as Error }),
      ),
    logger: {
      debug: text => logger.debug({}, text),
      info: text => logger.debug({}, text),
      warn: text => logger.warn({}, text),
      error: text => logger.error({}, text),
    },
    plugins: [
      guard(operations, mask),
      // Its landing page loads scripts from the network.
      ApolloServerPluginLandingPageDisabled(),
      // No response may be cached, and computing cache hints would wrap every resolver.
      ApolloServerPluginCacheControlDisabled(),
    ],
  })
}

function guard(operations: Operations, mask: Mask): ApolloServerPlugin<ApiContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ document, operation, request, contextValue }) {
          if (operation?.operation === OperationTypeNode.SUBSCRIPTION)
            throw badRequest(
              apiError('SUBSCRIBE_BY_WEBSOCKET', 'Subscribe over WebSocket, protocol graphql-transport-ws'),
            )
          const refused = operation && operations.tooCostly(document, operation, request.variables ?? {})
          if (refused) throw badRequest(refused)
          if (request.query !== undefined) operations.keep(request.query, document, contextValue.viewer)
        },
        // The correlation id is known only here. `formatError` later shows the error with this id.
        async didEncounterErrors({ errors, contextValue }) {
          for (const error of errors) mask(error, contextValue.correlationId)
        },
      }
    },
  }
}

function badRequest(error: GraphQLError): GraphQLError {
  return new GraphQLError(error.message, {
    extensions: { ...error.extensions, http: { status: 400 } },
  })
}
