// Parses, validates and prices operations for every transport.

import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  type GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type ValidationRule,
} from 'graphql'
import { Caches } from '../../support/weighted-cache.ts'
import type { ApiContext } from '../context.ts'
import { apiError } from '../faults.ts'
import { createExecutionKeys } from '../live/execution-key.ts'
import type { Viewer } from '../viewer.ts'
import { GraphqlDocuments } from './graphql-documents.ts'
import { type Limits, operationCost, shapeRule } from './limits.ts'
import { noConditionsRule, noIntrospectionRule, noOtherFieldsRule } from './rules.ts'

export type Request = {
  readonly query: string
  readonly operationName?: string | null | undefined
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined
}

export type Operations = {
  readonly schema: GraphQLSchema
  readonly rules: readonly ValidationRule[]
  readonly maxTokens: number
  /** Whether a valid document with this text is cached. */
  knows(query: string): boolean
  /** Caches a valid document, unless nobody is signed in. */
  keep(query: string, document: DocumentNode, viewer: Viewer | null): void
  /** The syntax and validation errors of a document. Null when it is valid. */
  errorsOf(query: string, viewer: Viewer | null): readonly GraphQLError[] | null
  /** Why a request without a token is refused before it is validated. Null: it may go on. */
  refuseAnonymous(query: string): GraphQLError | null
  /** Parses, validates and checks the cost of an operation, and creates its context. */
  prepare(
    request: Request,
    viewer: Viewer | null,
    correlationId: string,
  ): ExecutionArgs | readonly GraphQLError[]
  /** Null when the cost of the operation is within the limit. */
  tooCostly(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Readonly<Record<string, unknown>>,
  ): GraphQLError | null
  createContext(viewer: Viewer | null, correlationId: string): ApiContext
  /** The source of a subscription, or the errors that prevented it. */
  open(args: ExecutionArgs): Promise<AsyncIterable<unknown> | ExecutionResult>
  /** Executes each message with a new context, because loaders would answer the next message from their cache. */
  map(source: AsyncIterable<unknown>, args: ExecutionArgs): AsyncIterableIterator<ExecutionResult>
  /** The execution that equal subscriptions share. Null when the document selects fields that depend on the viewer. */
  share(args: ExecutionArgs): SharedExecution | null
}

/** `name`: executions with the same name turn the same message into the same result. */
export type SharedExecution = {
  readonly name: string
  /** The id of the first operation. It stands for all of them in the logs. */
  readonly correlationId: string
  make(rootValue: unknown): ExecutionResult | Promise<ExecutionResult>
}

export type OperationsOptions = {
  readonly schema: GraphQLSchema
  readonly limits: Limits
  readonly introspection: boolean
  readonly subscriptionsOnly?: boolean
  /** Whether only a few fields are parsed for clients without a token: those that answer without one. */
  readonly needsToken?: boolean
  readonly caches?: Caches
  readonly createContext: (viewer: Viewer | null, correlationId: string) => ApiContext
}

export function createOperations(options: OperationsOptions): Operations {
  return new SchemaOperations(options)
}

class SchemaOperations implements Operations {
  readonly schema: GraphQLSchema
  readonly #limits: Limits
  readonly createContext: (viewer: Viewer | null, correlationId: string) => ApiContext
  readonly #executionKeyOf: (args: ExecutionArgs) => string | null
  readonly rules: ValidationRule[]
  readonly #documents: GraphqlDocuments
  readonly #costs = new WeakMap<OperationDefinitionNode, ReturnType<typeof operationCost>>()

  constructor(options: OperationsOptions) {
    this.schema = options.schema
    this.#limits = options.limits
    this.createContext = options.createContext
    this.#executionKeyOf = createExecutionKeys(this.schema)
    this.rules = [
      shapeRule(this.#limits),
      noConditionsRule,
      ...(options.introspection ? [] : [noIntrospectionRule]),
      ...(options.subscriptionsOnly ? [noOtherFieldsRule] : []),
    ]
    this.#documents = new GraphqlDocuments({
      schema: this.schema,
      rules: this.rules,
      maxTokens: this.#limits.maxTokens,
      introspection: options.introspection,
      needsToken: options.needsToken ?? false,
      caches: options.caches ?? new Caches(),
    })
  }

  get maxTokens() {
    return this.#limits.maxTokens
  }

  errorsOf(query: string, viewer: Viewer | null) {
    const document = this.#documents.read(query, viewer)
    return 'kind' in document ? null : document
  }

  knows(query: string) {
    return this.#documents.has(query)
  }

  refuseAnonymous(query: string) {
    return this.#documents.refuseAnonymous(query)
  }

  keep(query: string, document: DocumentNode, viewer: Viewer | null) {
    this.#documents.keep(query, document, viewer)
  }

  prepare(request: Request, viewer: Viewer | null, correlationId: string) {
    const document = this.#documents.read(request.query, viewer)
    if (!('kind' in document)) return document
    const operation = getOperationAST(document, request.operationName)
    if (!operation) return [apiError('OPERATION_RESOLUTION_FAILURE', 'No such operation in the document')]
    const variableValues = request.variables ?? {}
    const refused = this.tooCostly(document, operation, variableValues)
    if (refused) return [refused]
    const contextValue = this.createContext(viewer, correlationId)
    return {
      schema: this.schema,
      document,
      operationName: request.operationName ?? null,
      variableValues,
      contextValue,
    }
  }

  get open() {
    return createSourceEventStream
  }

  map(source: AsyncIterable<unknown>, args: ExecutionArgs) {
    const { viewer, correlationId } = args.contextValue as ApiContext
    return mapped(source[Symbol.asyncIterator](), rootValue =>
      execute({ ...args, rootValue, contextValue: this.createContext(viewer, correlationId) }),
    )
  }

  share(args: ExecutionArgs) {
    const name = this.#executionKeyOf(args)
    if (name === null) return null
    const { correlationId } = args.contextValue as ApiContext
    const { contextValue: _, ...shared } = args
    // The shared context has no viewer, so it can never expose what one viewer alone may see.
    const make = (rootValue: unknown) =>
      execute({ ...shared, rootValue, contextValue: this.createContext(null, correlationId) })
    return { name, correlationId, make }
  }

  readonly tooCostly: Operations['tooCostly'] = (document, operation, variables) => {
    let weigh = this.#costs.get(operation)
    if (!weigh) {
      const fragments = new Map(
        document.definitions.flatMap(one =>
          one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [],
        ),
      )
      weigh = operationCost(this.schema, operation, name => fragments.get(name))
      this.#costs.set(operation, weigh)
    }
    const cost = weigh(variables)
    if (cost <= this.#limits.maxCost) return null
    return apiError(
      'QUERY_TOO_COSTLY',
      `The operation may lead to ${cost} objects: at most ${this.#limits.maxCost}`,
      {
        cost,
        limit: this.#limits.maxCost,
      },
    )
  }
}

export function isSubscription({ document, operationName }: ExecutionArgs): boolean {
  return getOperationAST(document, operationName)?.operation === OperationTypeNode.SUBSCRIPTION
}

/** Ending it ends its source at once, even while a `next` is pending. */
function mapped<T, U>(source: AsyncIterator<T>, map: (value: T) => U | Promise<U>): AsyncIterableIterator<U> {
  return {
    async next() {
      const { done, value } = await source.next()
      if (done) return { done: true, value: undefined }
      try {
        return { done: false, value: await map(value) }
      } catch (error) {
        await source.return?.()
        throw error
      }
    },
    async return() {
      await source.return?.()
      return { done: true, value: undefined }
    },
    async throw(error) {
      await source.return?.()
      throw error
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}
