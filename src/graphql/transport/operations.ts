// From a request to the arguments of its execution, the same for every transport.

import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  specifiedRules,
  type ValidationRule,
} from 'graphql'
import { BoundedMap } from '../../support/bounded-map.ts'
import type { ApiContext } from '../context.ts'
import { apiError } from '../faults.ts'
import { createExecutionKeys } from '../live/execution-key.ts'
import type { Viewer } from '../viewer.ts'
import { type Limits, operationCost, shapeRule } from './limits.ts'
import { noConditionsRule, noIntrospectionRule, noOtherFieldsRule, validateOperation } from './rules.ts'

export type Request = {
  readonly query: string
  readonly operationName?: string | null | undefined
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined
}

export type Operations = {
  readonly schema: GraphQLSchema
  readonly rules: readonly ValidationRule[]
  readonly maxTokens: number
  /** Whether a document of this text was found to be good, and is still kept. */
  knows(query: string): boolean
  /** The document of this text was found to be good. */
  keep(query: string, document: DocumentNode): void
  /** What in a document breaks the language, the schema or the limits; null: nothing. */
  wrong(query: string): readonly GraphQLError[] | null
  /** Parses, validates and weighs; the context is made for this operation. */
  prepare(
    request: Request,
    viewer: Viewer | null,
    correlationId: string,
  ): ExecutionArgs | readonly GraphQLError[]
  /** Null where the operation costs no more than is allowed. */
  tooCostly(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Readonly<Record<string, unknown>>,
  ): GraphQLError | null
  createContext(viewer: Viewer | null, correlationId: string): ApiContext
  /** The source of a subscription, or why there is none. */
  open(args: ExecutionArgs): Promise<AsyncIterable<unknown> | ExecutionResult>
  /** Executes each message with a context of its own: loaders that outlived one would answer the next from their cache. */
  map(source: AsyncIterable<unknown>, args: ExecutionArgs): AsyncIterableIterator<ExecutionResult>
  /** What the messages of a subscription are made into for all alike; null where it asks for what is the viewer's own. */
  share(args: ExecutionArgs): SharedExecution | null
}

/** `name`: two of one name make the same of the same message. */
export type SharedExecution = {
  readonly name: string
  /** Of the operation that was first: it stands for all in the logs. */
  readonly correlationId: string
  make(rootValue: unknown): ExecutionResult | Promise<ExecutionResult>
}

/** Documents that are kept parsed and validated, and how long one of them may be. */
const KEPT = { documents: 1_000, characters: 32_768 }

export function createOperations(options: {
  readonly schema: GraphQLSchema
  readonly limits: Limits
  readonly introspection: boolean
  readonly subscriptionsOnly?: boolean
  readonly createContext: (viewer: Viewer | null, correlationId: string) => ApiContext
}): Operations {
  return new SchemaOperations(options)
}

class SchemaOperations implements Operations {
  readonly schema: GraphQLSchema
  readonly #limits: Limits
  readonly createContext: (viewer: Viewer | null, correlationId: string) => ApiContext
  readonly #sharing: (args: ExecutionArgs) => string | null
  readonly rules: ValidationRule[]
  readonly #documents = new BoundedMap<string, DocumentNode>(KEPT.documents)
  readonly #costs = new WeakMap<OperationDefinitionNode, ReturnType<typeof operationCost>>()

  constructor(options: {
    readonly schema: GraphQLSchema
    readonly limits: Limits
    readonly introspection: boolean
    readonly subscriptionsOnly?: boolean
    readonly createContext: (viewer: Viewer | null, correlationId: string) => ApiContext
  }) {
    this.schema = options.schema
    this.#limits = options.limits
    this.createContext = options.createContext
    this.#sharing = createExecutionKeys(this.schema)
    this.rules = [
      shapeRule(this.#limits),
      noConditionsRule,
      ...(options.introspection ? [] : [noIntrospectionRule]),
      ...(options.subscriptionsOnly ? [noOtherFieldsRule] : []),
    ]
  }

  get maxTokens() {
    return this.#limits.maxTokens
  }

  wrong(query: string) {
    const document = this.#read(query)
    return 'kind' in document ? null : document
  }

  knows(query: string) {
    return this.#documents.get(query) !== undefined
  }

  prepare(request: Request, viewer: Viewer | null, correlationId: string) {
    const document = this.#read(request.query)
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
    const name = this.#sharing(args)
    if (name === null) return null
    const { correlationId } = args.contextValue as ApiContext
    const { contextValue: _, ...shared } = args
    // Nobody's: what depends on a viewer cannot be had with it, whatever the document asks for.
    const make = (rootValue: unknown) =>
      execute({ ...shared, rootValue, contextValue: this.createContext(null, correlationId) })
    return { name, correlationId, make }
  }

  #read(query: string): DocumentNode | readonly GraphQLError[] {
    const kept = this.#documents.get(query)
    if (kept) return kept
    let document: DocumentNode
    try {
      document = parse(query, { maxTokens: this.#limits.maxTokens })
    } catch (error) {
      return [coded(error as GraphQLError, 'GRAPHQL_PARSE_FAILED')]
    }
    const errors = validateOperation(this.schema, document, [...specifiedRules, ...this.rules])
    if (errors.length > 0) return errors.map(error => coded(error, 'GRAPHQL_VALIDATION_FAILED'))
    this.keep(query, document)
    return document
  }

  readonly keep: Operations['keep'] = (query, document) => {
    if (query.length <= KEPT.characters) this.#documents.set(query, document)
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

/** Whatever ends it ends its source at once, also while it waits for the next value. */
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

function coded(error: GraphQLError, code: string): GraphQLError {
  return new GraphQLError(error.message, {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    extensions: { code, ...error.extensions },
  })
}
