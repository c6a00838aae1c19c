import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type ChatCommand, chatDecider, LIMITS } from '../../commands/chat/decide.ts'
import type { ChatEvent } from '../../commands/chat/events.ts'
import type { CommandId, CommentId, UserId } from '../../commands/ids.ts'
import {
  ANA,
  BEN,
  CLOSED,
  CLOSED_DOORS,
  LIVE,
  MODERATOR,
  OUTSIDER,
  SILENT,
  STATE_HOST,
  statesWithout,
} from '../support/room-states.ts'
import { specification } from '../support/spec.ts'

const HELLO = 'hello' as CommentId
const given = specification(chatDecider)

function command(
  by: UserId,
  type: Exclude<ChatCommand['type'], 'PostComment'>,
  commentId = HELLO,
): ChatCommand {
  return { type, data: { commentId }, at: 1, by, commandId: 'a command' as CommandId }
}

function post(by: UserId, text: string, commentId = HELLO): ChatCommand {
  return { type: 'PostComment', data: { commentId, text }, at: 1, by, commandId: 'a command' as CommandId }
}

function posted(commentId = HELLO, author = ANA, text = 'Hello.'): ChatEvent {
  return { type: 'CommentPosted', data: { commentId, author, text } }
}
const pinned = (commentId = HELLO): ChatEvent => ({ type: 'CommentPinned', data: { commentId } })
const unpinned = (commentId = HELLO): ChatEvent => ({ type: 'CommentUnpinned', data: { commentId } })
const removed = (by: 'author' | 'moderator', commentId = HELLO): ChatEvent => ({
  type: 'CommentRemoved',
  data: { commentId, by },
})

describe('PostComment', () => {
  it('writes to everybody, for anybody in the room', () => {
    for (const author of [STATE_HOST, MODERATOR, ANA])
      given([], [LIVE]).when(post(author, 'Hello.')).then(posted(HELLO, author))
  })

  it('keeps markup, emoji and lines as they are, trimmed', () => {
    const text = '<b>Look</b> [here](javascript:1) & "there"\n\n👩🏽‍🚀 & العربية'
    given([], [LIVE])
      .when(post(ANA, ` \n${text.replace('\n', '\r\n')}\n`))
      .then(posted(HELLO, ANA, text))
  })

  it('takes 1 to 1,000 characters', () => {
    const longest = '🎙'.repeat(LIMITS.text)
    given([], [LIVE])
      .when(post(ANA, '.'))
      .then(posted(HELLO, ANA, '.'))
    given([], [LIVE])
      .when(post(ANA, longest))
      .then(posted(HELLO, ANA, longest))
    for (const text of ['', ' \n ', '\u200b', `${longest}.`, 'x'.repeat(10_000_000)])
      given([], [LIVE])
        .when(post(ANA, text))
        .thenRejected('INVALID_INPUT', { field: 'text', min: 1, max: 1_000 })
  })

  it('refuses control characters and broken Unicode', () => {
    for (const [text, what] of [
      ['a\u0000b', 'U+0000'],
      ['a\u001b[31mb', 'U+001B'],
      ['a\rb', 'U+000D'],
      ['a\tb', 'U+0009'],
      ['a\u0085b', 'U+0085'],
      ['a\ud83c', 'U+D83C'],
    ] as const)
      given([], [LIVE])
        .when(post(ANA, text))
        .thenRejected('INVALID_INPUT', { field: 'text', reason: `holds ${what}` })
  })

  it('is nothing where the same was posted already, even by somebody silenced since', () => {
    given([posted()], [LIVE]).when(post(ANA, ' Hello. ')).thenNothing()
    given([posted(HELLO, SILENT)], [LIVE])
      .when(post(SILENT, 'Hello.'))
      .thenNothing()
  })

  it('refuses an id that was taken by another comment', () => {
    given([posted()], [LIVE]).when(post(ANA, 'Goodbye.')).thenRejected('COMMENT_EXISTS')
    given([posted()], [LIVE]).when(post(BEN, 'Hello.')).thenRejected('COMMENT_EXISTS')
    given([posted(), removed('author')], [LIVE])
      .when(post(BEN, 'Hello.'))
      .thenRejected('COMMENT_EXISTS')
  })

  it('does not bring back what was removed', () => {
    given([posted(), removed('moderator')], [LIVE])
      .when(post(ANA, 'Hello.'))
      .thenRejected('COMMENT_REMOVED')
  })

  it('is refused to somebody who was silenced', () => {
    given([], [LIVE]).when(post(SILENT, 'Hello.')).thenRejected('SILENCED')
  })

  for (const [where, room, code] of CLOSED_DOORS)
    it(`is refused in ${where}`, () => {
      given([], [room]).when(post(OUTSIDER, 'Hello.')).thenRejected(code)
    })

  it('is refused to somebody who has left', () => {
    given([], [statesWithout(ANA)])
      .when(post(ANA, 'Hello.'))
      .thenRejected('NOT_IN_ROOM')
  })

  it('may be appended without deciding again; of two with one id the first stays', () => {
    assert.equal(chatDecider.commutes?.(post(ANA, 'Hello.')), true)
    assert.equal(chatDecider.commutes?.(command(MODERATOR, 'PinComment')), false)
    const { comments } = given([posted(), posted(HELLO, BEN, 'Mine.')], [LIVE]).state()
    assert.deepStrictEqual(comments.toJSON(), { hello: { author: ANA, text: 'Hello.' } })
  })
})

describe('PinComment and UnpinComment', () => {
  it('put a comment on top and take it down, by the host or a moderator', () => {
    for (const by of [STATE_HOST, MODERATOR]) {
      given([posted()], [LIVE]).when(command(by, 'PinComment')).then(pinned())
      given([posted(), pinned()], [LIVE]).when(command(by, 'UnpinComment')).then(unpinned())
      given([posted(), pinned(), unpinned()], [LIVE]).when(command(by, 'PinComment')).then(pinned())
    }
  })

  it('are nothing where it is so already', () => {
    given([posted(), pinned()], [LIVE]).when(command(STATE_HOST, 'PinComment')).thenNothing()
    given([posted()], [LIVE]).when(command(STATE_HOST, 'UnpinComment')).thenNothing()
  })

  it('are refused to others, also the author', () => {
    for (const type of ['PinComment', 'UnpinComment'] as const)
      given([posted(), pinned()], [LIVE]).when(command(ANA, type)).thenRejected('NOT_A_MODERATOR')
  })

  it('are refused to a moderator who is not in the room', () => {
    for (const type of ['PinComment', 'UnpinComment'] as const)
      given([posted()], [statesWithout(MODERATOR)])
        .when(command(MODERATOR, type))
        .thenRejected('NOT_IN_ROOM')
  })

  for (const [where, room, code] of CLOSED_DOORS)
    it(`are refused in ${where}`, () => {
      given([], [room]).when(command(OUTSIDER, 'PinComment')).thenRejected(code)
      given([], [room]).when(command(OUTSIDER, 'UnpinComment')).thenRejected(code)
    })

  it('are refused of a comment that nobody wrote', () => {
    given([], [LIVE]).when(command(STATE_HOST, 'PinComment')).thenRejected('NO_SUCH_COMMENT')
    given([], [LIVE]).when(command(STATE_HOST, 'UnpinComment')).thenRejected('NO_SUCH_COMMENT')
  })

  it('do not pin what was removed', () => {
    given([posted(), removed('author')], [LIVE])
      .when(command(STATE_HOST, 'PinComment'))
      .thenRejected('COMMENT_REMOVED')
    given([posted(), removed('author')], [LIVE])
      .when(command(STATE_HOST, 'UnpinComment'))
      .thenNothing()
  })

  it('pin five at most; a sixth needs one taken down first', () => {
    const ids = ['1', '2', '3', '4', '5', '6'] as unknown as CommentId[]
    const five = [...ids.map(id => posted(id)), ...ids.slice(0, 5).map(pinned)]
    const sixth = command(STATE_HOST, 'PinComment', ids[5])
    given(five, [LIVE]).when(sixth).thenRejected('TOO_MANY_PINNED', { limit: 5 })
    given([...five, unpinned(ids[0])], [LIVE])
      .when(sixth)
      .then(pinned(ids[5]))
    given(five, [LIVE])
      .when(command(STATE_HOST, 'PinComment', ids[4]))
      .thenNothing()
  })
})

describe('RemoveComment', () => {
  it('is for the author, and for moderators', () => {
    given([posted()], [LIVE]).when(command(ANA, 'RemoveComment')).then(removed('author'))
    given([posted()], [LIVE]).when(command(STATE_HOST, 'RemoveComment')).then(removed('moderator'))
    given([posted()], [LIVE]).when(command(MODERATOR, 'RemoveComment')).then(removed('moderator'))
    given([posted(HELLO, STATE_HOST)], [LIVE])
      .when(command(STATE_HOST, 'RemoveComment'))
      .then(removed('author'))
  })

  it('takes a pinned comment down first', () => {
    given([posted(), pinned()], [LIVE])
      .when(command(ANA, 'RemoveComment'))
      .then(unpinned(), removed('author'))
  })

  it('is for the author also when they have left, or were silenced, or the room is closed', () => {
    given([posted()], [statesWithout(ANA)])
      .when(command(ANA, 'RemoveComment'))
      .then(removed('author'))
    given([posted(HELLO, SILENT)], [LIVE])
      .when(command(SILENT, 'RemoveComment'))
      .then(removed('author'))
    given([posted(), pinned()], [CLOSED])
      .when(command(ANA, 'RemoveComment'))
      .then(unpinned(), removed('author'))
  })

  it('is for a moderator also when they have left the room', () => {
    given([posted()], [statesWithout(MODERATOR)])
      .when(command(MODERATOR, 'RemoveComment'))
      .then(removed('moderator'))
  })

  it('is nothing where it was removed already', () => {
    given([posted(), removed('moderator')], [LIVE])
      .when(command(ANA, 'RemoveComment'))
      .thenNothing()
  })

  it('is refused to others, removed or not', () => {
    given([posted()], [LIVE]).when(command(BEN, 'RemoveComment')).thenRejected('NOT_YOUR_COMMENT')
    given([posted()], [CLOSED]).when(command(STATE_HOST, 'RemoveComment')).thenRejected('NOT_YOUR_COMMENT')
    given([posted(), removed('author')], [LIVE])
      .when(command(BEN, 'RemoveComment'))
      .thenRejected('NOT_YOUR_COMMENT')
  })

  it('is refused of a comment that nobody wrote', () => {
    given([], [LIVE]).when(command(ANA, 'RemoveComment')).thenRejected('NO_SUCH_COMMENT')
  })
})

describe('a chat', () => {
  it('is judged against its room', () => {
    const state = given([]).state()
    assert.deepStrictEqual(chatDecider.needs?.(post(ANA, 'Hello.'), state, '12-34'), ['Room-12-34'])
  })
})
