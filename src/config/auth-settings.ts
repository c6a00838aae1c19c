// The settings of the identity provider.

import {
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
      meaning: 'The public keys of the identity provider (JWKS). Requires `AUTH_ISSUER` and `AUTH_AUDIENCE`.',
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
  },
} as const satisfies SettingsTable

export function authContradictions(
  config: SettingValues<typeof authSettings> & { readonly environment: string },
): string[] {
  const errors: string[] = []
  if (config.auth.jwksUrl !== null) {
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
