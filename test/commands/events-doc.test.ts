import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { type EventType, eventTypes, readEventTypes } from '../support/event-sources.ts'

/** What logs hold. A name may be added here, never changed or taken away: stored events would lose their meaning. */
const FROZEN: Record<string, string> = {
  Chat: 'CommentPosted CommentPinned CommentUnpinned CommentRemoved',
  Notary: 'KeyIntroduced HeadSigned',
  Polls: 'PollOpened Voted VoteChanged PollClosed',
  Reactions: 'Reacted',
  Room: `RoomScheduled RoomRescheduled RoomCancelled InterestMarked InterestWithdrawn InterestedReminded HandRaisedAhead
    HandLoweredAhead RoomOpened RoomRenamed VisibilitySet CapacitySet PeopleInvited PeopleUninvited ParticipantJoined ParticipantLeft
    ParticipantRemoved PersonBanned BanLifted HandRaised HandLowered HandPolicySet InvitedToStage
    StageInvitationDeclined StageInvitationWithdrawn CameOnStage WentOffStage SpeakerMuted SpeakerUnmuted
    UnmuteAllowed ModeratorAppointed ModeratorDismissed HostChanged ParticipantSilenced SilenceLifted
    RecordingWanted RecordingUnwanted RoomClosed`,
  Sound: `SoundPlaced SoundLost SoundEnded AudienceSpread AudienceGathered SpeakerConnected SpeakerDisconnected
    TurnSpoken RecordingSegmentStarted RecordingSegmentEnded`,
  User: 'Registered ProfileChanged Followed Unfollowed Blocked Unblocked TokensRevoked RoomInspected',
}

const declared = await readEventTypes()
const page = await readFile('docs/events.md', 'utf8')

describe('the types of event', () => {
  it('are the ones that logs hold', () => {
    const names = [...declared].map(([category, types]) => [category, types.map(({ type }) => type).sort()])
    const frozen = Object.entries(FROZEN).map(([category, types]) => [category, types.split(/\s+/).sort()])
    assert.deepStrictEqual(names, frozen)
  })

  it('have each a name of its own, so that a timeline of several streams can be read', () => {
    const names = [...declared.values()].flat().map(({ type }) => type)
    assert.deepStrictEqual(names, [...new Set(names)])
  })
})

describe('docs/events.md', () => {
  for (const [category, types] of declared) {
    it(`names every event of ${category} with its data, in the order of the source, and no other`, () => {
      const documented = rows(category).map(([event, data]) => [event, data])
      assert.deepStrictEqual(documented, types.map(row))
    })

    it(`says of every event of ${category} what it means, in one sentence at least`, () => {
      for (const [event, , meaning] of rows(category)) assert.match(meaning ?? '', /^[A-Z`].+\.$/, event)
    })
  }

  it('explains every field of every event, sorted by name, and no other', () => {
    const fields = [...declared.values()]
      .flat()
      .flatMap(({ fields }) => fields.map(({ name }) => `\`${name}\``))
    assert.deepStrictEqual(
      rows('Fields').map(([field]) => field),
      [...new Set(fields)].sort(),
    )
    for (const [field, type, meaning] of rows('Fields'))
      assert.ok(type && meaning, `${field} has no type or meaning`)
  })

  it('has no chapter of a category that there is not', () => {
    const chapters = [...page.matchAll(/^## (.+)$/gm)].map(([, title]) => title)
    assert.deepStrictEqual(chapters.sort(), [...declared.keys(), 'Fields'].sort())
  })
})

describe('the reading of the sources', () => {
  it('sees names, fields, parts that are joined, aliases and literals', () => {
    const source = `
      export type Colour = 'red' | 'green'
      type Base = { readonly colour: Colour; /** Of what; and how. */ size: number | null }
      export type E =
        /** A fact; { with: 'braces' }. */
        | DomainEvent<'Painted', Base & { by: 'self' | null; of: readonly string[] }>
        | DomainEvent<
            'Washed',
            {
              times: number
              how: Map<string, { deep: boolean }>
            }
          >
        | DomainEvent<'Dried', Record<never, never>>`
    const field = (name: string, ...values: string[]) => ({ name, values })
    assert.deepStrictEqual(eventTypes(source.replace(/^ {6}/gm, '')), [
      {
        type: 'Painted',
        fields: [field('colour', 'red', 'green'), field('size'), field('by', 'self'), field('of')],
      },
      { type: 'Washed', fields: [field('times'), field('how')] },
      { type: 'Dried', fields: [] },
    ])
  })
})

/** The cells of the table under a heading. */
function rows(heading: string): string[][] {
  const chapter = page.split(/^## /m).find(text => text.startsWith(`${heading}\n`)) ?? ''
  return [...chapter.matchAll(/^\| (`.+) \|$/gm)].map(([, cells]) => cells!.split(' | '))
}

/** The first two cells of an event's row. */
function row({ type, fields }: EventType): string[] {
  const data = fields.map(
    ({ name, values }) => `\`${name}\`${values.length ? ` (${values.join(', ')})` : ''}`,
  )
  return [`\`${type}\``, data.join(', ') || 'none']
}
