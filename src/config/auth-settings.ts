// The settings of the identity provider.

import { isLoopbackHost } from '../support/network.ts'
import {
  integer,
  optional,
  type SettingsTable,
  type SettingValues,
  secret,
  singleLine,
  webUrl,
} from '../support/settings.ts'

export const authSettings = {
  auth: {
    jwksUrl: {
      name: 'AUTH_JWKS_URL',
      meaning:
        'The public keys of the identity provider (JWKS), at an `https://` URL. Requires `AUTH_ISSUER` and `AUTH_AUDIENCE`.',
      preset: '',
      parse: optional(webUrl),
    },
    sharedSecret: {
      name: 'AUTH_SHARED_SECRET',
      meaning: 'Instead of `AUTH_JWKS_URL`: the secret of HS256, HS384 and HS512 tokens, at least 32 bytes.',
      preset: '',
      secret: true,
      parse: optional(secret(32)),
    },
    issuer: {
      name: 'AUTH_ISSUER',
      meaning: 'The `iss` that a token must have.',
      preset: '',
      parse: optional(singleLine),
    },
    audience: {
      name: 'AUTH_AUDIENCE',
      meaning: 'The `aud` that a token must have.',
      preset: '',
      parse: optional(singleLine),
    },
    jwks: {
      timeoutMs: {
        name: 'AUTH_JWKS_TIMEOUT_MS',
        meaning: 'Timeout of a request for the keys of the identity provider.',
        preset: '5000',
        parse: integer(100, 60_000),
      },
      refreshMs: {
        name: 'AUTH_JWKS_REFRESH_MS',
        meaning:
          'How often the keys are fetched again. A key that is gone then takes its tokens along, and closes their sockets.',
        preset: '300000',
        parse: integer(1_000, 86_400_000),
      },
      maxAgeMs: {
        name: 'AUTH_JWKS_MAX_AGE_MS',
        meaning: 'How long keys are used after the last fetch that succeeded.',
        preset: '3600000',
        parse: integer(1_000, 604_800_000),
      },
    },
    tokens: {
      maxLifetimeMs: {
        name: 'MAX_TOKEN_LIFETIME_MS',
        meaning: 'The longest that a token may be valid, from its `iat` to its `exp`.',
        preset: '86400000',
        parse: integer(1_000, 31_536_000_000),
      },
      cacheAgeMs: {
        name: 'TOKEN_CACHE_AGE_MS',
        meaning: 'How long a verified token is trusted before its signature is verified again.',
        preset: '300000',
        parse: integer(0, 86_400_000),
      },
      cacheBytes: {
        name: 'TOKEN_CACHE_BYTES',
        meaning: 'Memory for verified tokens. One takes about 500 bytes.',
        preset: '8388608',
        parse: integer(65_536, 1_073_741_824),
      },
    },
  },
} as const satisfies SettingsTable

export function authContradictions(
  config: SettingValues<typeof authSettings> & {
    readonly environment: string
    readonly server: { readonly allowInsecureDevelopment: boolean }
  },
): string[] {
  const errors: string[] = []
  if (config.auth.jwks.maxAgeMs < config.auth.jwks.refreshMs)
    errors.push('AUTH_JWKS_MAX_AGE_MS must not be less than AUTH_JWKS_REFRESH_MS')
  if (config.auth.jwksUrl !== null) {
    if (config.auth.jwksUrl.protocol === 'http:' && !mayFetchInTheClear(config.auth.jwksUrl, config))
      errors.push('AUTH_JWKS_URL must begin with https://: anybody on the way could put in keys of their own')
    if (config.auth.sharedSecret !== null)
      errors.push('AUTH_SHARED_SECRET cannot be set beside AUTH_JWKS_URL')
    // Without them, a token that the provider issued to another application would be valid here.
    if (config.auth.issuer === null) errors.push('AUTH_ISSUER must be set with AUTH_JWKS_URL')
    if (config.auth.audience === null) errors.push('AUTH_AUDIENCE must be set with AUTH_JWKS_URL')
  } else if (config.auth.sharedSecret === null) {
    if (config.environment === 'production')
      errors.push(
        'AUTH_JWKS_URL (with AUTH_ISSUER and AUTH_AUDIENCE) or AUTH_SHARED_SECRET must be set in production',
      )
    if (config.auth.issuer !== null) errors.push('AUTH_ISSUER needs AUTH_JWKS_URL or AUTH_SHARED_SECRET')
    if (config.auth.audience !== null) errors.push('AUTH_AUDIENCE needs AUTH_JWKS_URL or AUTH_SHARED_SECRET')
  }
  return errors
}

/** Whoever answers for the provider signs tokens for anybody. */
function mayFetchInTheClear(
  { hostname }: URL,
  config: { readonly environment: string; readonly server: { readonly allowInsecureDevelopment: boolean } },
): boolean {
  if (config.environment === 'production') return false
  return isLoopbackHost(hostname) || config.server.allowInsecureDevelopment
}
