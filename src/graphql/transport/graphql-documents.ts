// Parses and validates documents, and caches the valid ones of people who are signed in.

import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  parse,
  type SelectionSetNode,
  specifiedRules,
  type ValidationRule,
} from 'graphql'
import type { Caches, WeightedCache } from '../../support/weighted-cache.ts'
import { apiError } from '../faults.ts'
import type { Viewer } from '../viewer.ts'
import { validateOperation } from './rules.ts'

type Errors = readonly GraphQLError[]

/** What all cached documents may weigh. */
const MAX_BYTES = 32 * 1024 * 1024
/** A longer document is parsed at each request. */
const MAX_CACHED_CHARACTERS = 32_768
/** A token with its share of the syntax tree and of the computed cost: 242 to 504 bytes measured for the tree. */
const BYTES_PER_TOKEN = 700
/** What a document without a token may have, where documents need one: room for the fields below, and no more. */
const ANONYMOUS = { tokens: 50, tokensOfIntrospection: 500, characters: 4_096 }
/** Root fields that answer without a token. */
const FREE_FIELDS: ReadonlySet<string> = new Set(['__typename', '__schema', '__type', 'signInForDevelopment'])

export class GraphqlDocuments {
  readonly #schema: GraphQLSchema
  readonly #rules: readonly ValidationRule[]
  readonly #maxTokens: number
  readonly #anonymousTokens: number | null
  readonly #cache: WeightedCache<string, DocumentNode>

  constructor(options: {
    readonly schema: GraphQLSchema
    readonly rules: readonly ValidationRule[]
    readonly maxTokens: number
    readonly introspection: boolean
    /** Whether nothing but the fields that need no token is parsed without one. */
    readonly needsToken: boolean
    readonly caches: Caches
  }) {
    this.#schema = options.schema
    this.#rules = [...specifiedRules, ...options.rules]
    this.#maxTokens = options.maxTokens
    const few = options.introspection ? ANONYMOUS.tokensOfIntrospection : ANONYMOUS.tokens
    this.#anonymousTokens = options.needsToken ? Math.min(options.maxTokens, few) : null
    this.#cache = options.caches.create({ name: 'graphql-documents', maxBytes: MAX_BYTES, weigh: weightOf })
  }

  /** Whether a valid document with this text is cached. */
  has(text: string): boolean {
    return this.#cache.get(text) !== undefined
  }

  /** The document, or its errors. A viewer's valid document is cached. */
  read(text: string, viewer: Viewer | null): DocumentNode | Errors {
    if (viewer === null) return this.#readAnonymous(text)
    const known = this.#cache.get(text)
    if (known) return known
    const document = this.#parse(text, this.#maxTokens)
    if (!('kind' in document)) return document
    const errors = this.#validate(document)
    if (errors.length > 0) return errors
    this.keep(text, document, viewer)
    return document
  }

  /** Caches a valid document, unless nobody is signed in. */
  keep(text: string, document: DocumentNode, viewer: Viewer | null): void {
    if (viewer !== null && text.length <= MAX_CACHED_CHARACTERS) this.#cache.set(text, document)
  }

  /** Why a request without a token is refused before anything else is done for it. Null: it may go on. */
  refuseAnonymous(text: string): GraphQLError | null {
    if (this.#anonymousTokens === null) return null
    if (text.length > ANONYMOUS.characters) return needsToken()
    const document = this.#parse(text, this.#anonymousTokens)
    // A syntax error is told by whoever parses it next, unless the limit was the error.
    if (!('kind' in document)) return document.some(isOverLimit) ? needsToken() : null
    return asksForFreeFieldsOnly(document) ? null : needsToken()
  }

  #readAnonymous(text: string): DocumentNode | Errors {
    const refused = this.refuseAnonymous(text)
    if (refused) return [refused]
    const document = this.#parse(text, this.#anonymousTokens ?? this.#maxTokens)
    if (!('kind' in document)) return document
    const errors = this.#validate(document)
    return errors.length > 0 ? errors : document
  }

  #parse(text: string, maxTokens: number): DocumentNode | Errors {
    try {
      return parse(text, { maxTokens })
    } catch (error) {
      return [coded(error as GraphQLError, 'GRAPHQL_PARSE_FAILED')]
    }
  }

  #validate(document: DocumentNode): Errors {
    const errors = validateOperation(this.#schema, document, this.#rules)
    return errors.map(error => coded(error, 'GRAPHQL_VALIDATION_FAILED'))
  }
}

function weightOf(document: DocumentNode, text: string): number {
  let tokens = 0
  for (let token = document.loc?.startToken ?? null; token; token = token.next) tokens++
  return tokens * BYTES_PER_TOKEN + text.length * 4
}

const needsToken = () => apiError('UNAUTHENTICATED', 'This needs a token. Sign in, and send the token.')

const isOverLimit = ({ message }: GraphQLError) => message.includes('Parsing aborted')

/** Fragments at the root could hide fields, and nobody needs them for these. */
function asksForFreeFieldsOnly({ definitions }: DocumentNode): boolean {
  const sets: SelectionSetNode[] = []
  for (const one of definitions) if (one.kind === Kind.OPERATION_DEFINITION) sets.push(one.selectionSet)
  return sets.every(({ selections }) =>
    selections.every(one => one.kind === Kind.FIELD && FREE_FIELDS.has(one.name.value)),
  )
}

function coded(error: GraphQLError, code: string): GraphQLError {
  return new GraphQLError(error.message, {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    extensions: { code, ...error.extensions },
  })
}
