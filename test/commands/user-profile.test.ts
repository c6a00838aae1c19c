import { describe, it } from 'node:test'
import type { CommandId, UserId } from '../../commands/ids.ts'
import { LIMITS, type UserCommand, userDecider } from '../../commands/user/decide.ts'
import type { UserEvent } from '../../commands/user/events.ts'
import { specification } from '../support/spec.ts'

const given = specification(userDecider)
const common = { at: 1, by: 'me' as UserId, commandId: 'a command' as CommandId }

const profile = { name: 'Mia', bio: 'I listen.', avatarUrl: 'https://example.org/mia.png' }
const registered: UserEvent = { type: 'Registered', data: profile }

describe('Register', () => {
  const register = (data: Extract<UserCommand, { type: 'Register' }>['data']) => ({
    type: 'Register' as const,
    data,
    ...common,
  })

  it('makes a person known by a whole profile', () => {
    given([]).when(register(profile)).then(registered)
  })

  it('needs a name only', () => {
    given([])
      .when(register({ name: 'Mia' }))
      .then({ type: 'Registered', data: { name: 'Mia', bio: '', avatarUrl: null } })
  })

  it('trims what is written and brings it to one form', () => {
    given([])
      .when(register({ name: '  Zoe\u0308 ', bio: '\none\r\ntwo \n', avatarUrl: 'https://EXAMPLE.org/a b' }))
      .then({
        type: 'Registered',
        data: { name: 'Zo\u00eb', bio: 'one\ntwo', avatarUrl: 'https://example.org/a%20b' },
      })
  })

  it('changes nothing the second time, whatever it says', () => {
    given([registered])
      .when(register({ name: 'Another' }))
      .thenNothing()
    given([registered])
      .when(register({ name: '' }))
      .thenNothing()
  })

  it('counts characters, not their UTF-16 units', () => {
    const name = '🎙'.repeat(LIMITS.name)
    given([])
      .when(register({ name }))
      .then({ type: 'Registered', data: { name, bio: '', avatarUrl: null } })
    given([])
      .when(register({ name: `${name}!` }))
      .thenRejected('INVALID_INPUT', { field: 'name', min: 1, max: 60 })
  })

  const bounds = { min: 1, max: 60 }
  for (const [what, name, wrong] of [
    ['no character', '', bounds],
    ['only spaces', ' \t ', bounds],
    ['only what cannot be seen', '\u200b\u3164\u2060', bounds],
    ['a control character', 'Mi\u0000a', { reason: 'holds U+0000' }],
    ['two lines', 'Mi\na', { reason: 'holds U+000A' }],
    ['two lines by a line separator', 'Mi\u2028a', { reason: 'holds U+2028' }],
    ['half a character', 'Mi\ud83ca', { reason: 'holds U+D83C' }],
    ['61 characters', 'x'.repeat(61), bounds],
    ['ten million characters', 'x'.repeat(10_000_000), bounds],
  ] as const) {
    it(`refuses a name of ${what}`, () => {
      given([])
        .when(register({ name }))
        .thenRejected('INVALID_INPUT', { field: 'name', ...wrong })
    })
  }

  it('refuses a bio that is too long or holds a control character', () => {
    for (const [bio, wrong] of [
      ['x'.repeat(301), { min: 0, max: 300 }],
      ['a\u001bb', { reason: 'holds U+001B' }],
    ] as const)
      given([])
        .when(register({ name: 'Mia', bio }))
        .thenRejected('INVALID_INPUT', { field: 'bio', ...wrong })
  })

  it('refuses a picture that is no https address, holds a name or a password or is too long', () => {
    for (const avatarUrl of [
      '',
      'mia.png',
      'http://example.org/mia.png',
      'javascript:alert(1)',
      'data:image/png;base64,AAAA',
      'https://',
      'https://me@example.org/mia.png',
      'https://:secret@example.org/mia.png',
    ])
      given([])
        .when(register({ name: 'Mia', avatarUrl }))
        .thenRejected('INVALID_INPUT', { field: 'avatarUrl', reason: 'is no https address' })
    for (const path of ['x'.repeat(500), 'ö'.repeat(200)])
      given([])
        .when(register({ name: 'Mia', avatarUrl: `https://example.org/${path}` }))
        .thenRejected('INVALID_INPUT', { field: 'avatarUrl', max: 500 })
  })
})

describe('ChangeProfile', () => {
  const change = (data: Extract<UserCommand, { type: 'ChangeProfile' }>['data']) => ({
    type: 'ChangeProfile' as const,
    data,
    ...common,
  })

  it('keeps what is left out', () => {
    given([registered])
      .when(change({ bio: 'I speak.' }))
      .then({ type: 'ProfileChanged', data: { ...profile, bio: 'I speak.' } })
    given([registered])
      .when(change({ name: 'Mia L.' }))
      .then({ type: 'ProfileChanged', data: { ...profile, name: 'Mia L.' } })
  })

  it('sets and clears the picture', () => {
    given([registered])
      .when(change({ avatarUrl: null }))
      .then({ type: 'ProfileChanged', data: { ...profile, avatarUrl: null } })
    given([registered])
      .when(change({ avatarUrl: 'https://example.org/new.png' }))
      .then({ type: 'ProfileChanged', data: { ...profile, avatarUrl: 'https://example.org/new.png' } })
  })

  it('clears the bio', () => {
    given([registered])
      .when(change({ bio: ' ' }))
      .then({ type: 'ProfileChanged', data: { ...profile, bio: '' } })
  })

  it('is nothing where all is so already', () => {
    given([registered]).when(change({})).thenNothing()
    given([registered])
      .when(change({ name: ' Mia ', avatarUrl: profile.avatarUrl }))
      .thenNothing()
  })

  it('is refused before the person is registered', () => {
    given([])
      .when(change({ name: 'Mia' }))
      .thenRejected('NOT_REGISTERED')
  })

  it('refuses what Register refuses', () => {
    given([registered])
      .when(change({ name: '' }))
      .thenRejected('INVALID_INPUT', { field: 'name', min: 1, max: 60 })
    given([registered])
      .when(change({ bio: 'x'.repeat(301) }))
      .thenRejected('INVALID_INPUT', { field: 'bio', min: 0, max: 300 })
    given([registered])
      .when(change({ avatarUrl: 'ftp://example.org' }))
      .thenRejected('INVALID_INPUT', { field: 'avatarUrl', reason: 'is no https address' })
  })
})
