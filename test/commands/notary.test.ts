import { describe, it } from 'node:test'
import { type Position, SYSTEM } from '../../commands/event.ts'
import type { CommandId } from '../../commands/ids.ts'
import { type NotaryCommand, notaryDecider } from '../../commands/notary/decide.ts'
import type { Head, Key, NotaryEvent } from '../../commands/notary/events.ts'
import { specification } from '../support/spec.ts'

const given = specification(notaryDecider)
const common = { at: 1_000, by: SYSTEM, commandId: 'a command' as CommandId }

const head = (from: number, count: number): Head => ({
  from,
  count,
  chain: 'c',
  root: 'r',
  peaks: ['r'],
  upTo: '00000000000000000007' as Position,
  signedAt: 1_000,
  keyId: 'k',
  signature: 's',
  fingerprints: 'f',
})
const record = (from: number, count: number): NotaryCommand => ({
  type: 'RecordHead',
  data: head(from, count),
  ...common,
})
const signed = (from: number, count: number): NotaryEvent => ({ type: 'HeadSigned', data: head(from, count) })
const key = (keyId: string): Key => ({ keyId, publicKey: 'p', endorsedBy: null, endorsement: null })

describe('RecordHead', () => {
  it('is written where it goes on from the head before it', () => {
    given([]).when(record(0, 5)).then(signed(0, 5))
    given([signed(0, 5)])
      .when(record(5, 9))
      .then(signed(5, 9))
  })

  it('is nothing where another process signed meanwhile', () => {
    given([signed(0, 5)])
      .when(record(0, 7))
      .thenNothing()
    given([signed(0, 5), signed(5, 9)])
      .when(record(5, 12))
      .thenNothing()
  })

  it('is nothing where it covers nothing more', () => {
    given([signed(0, 5)])
      .when(record(5, 5))
      .thenNothing()
  })
})

describe('IntroduceKey', () => {
  it('is written once for each key', () => {
    const introduce = (keyId: string): NotaryCommand => ({
      type: 'IntroduceKey',
      data: key(keyId),
      ...common,
    })
    given([])
      .when(introduce('a'))
      .then({ type: 'KeyIntroduced', data: key('a') })
    given([{ type: 'KeyIntroduced', data: key('a') }])
      .when(introduce('a'))
      .thenNothing()
    given([{ type: 'KeyIntroduced', data: key('a') }])
      .when(introduce('b'))
      .then({ type: 'KeyIntroduced', data: key('b') })
  })
})
