// The state of a room, folded from the messages of roomEvents only.

/** The subscription. It is the same for everybody, so that the server executes it once. */
export const ROOM_EVENTS = `subscription RoomEvents($roomId: ID!, $after: Position) {
  roomEvents(roomId: $roomId, after: $after) {
    position
    complete
    events {
      __typename
      position
      ... on RoomOpened { host { id } }
      ... on ParticipantJoined { participant { id } }
      ... on ParticipantLeft { participant { id } }
      ... on ParticipantRemoved { participant { id } }
      ... on HandRaised { participant { id } order }
      ... on HandLowered { participant { id } }
      ... on CameOnStage { participant { id } }
      ... on WentOffStage { participant { id } }
      ... on SpeakerMuted { participant { id } }
      ... on SpeakerUnmuted { participant { id } }
      ... on HostChanged { to: to { id } }
      ... on CommentPosted { commentId }
      ... on CommentRemoved { commentId }
      ... on CommentPinned { commentId }
      ... on CommentUnpinned { commentId }
      ... on Reacted { emoji }
      ... on PollOpened { pollId options secret }
      ... on Voted { pollId option }
      ... on VoteChanged { pollId before: from after: to }
      ... on PollClosed { pollId }
    }
  }
}`

type Id = { readonly id: string }
export type SeenEvent = {
  readonly __typename: string
  readonly position: string
  readonly host?: Id
  readonly participant?: Id
  readonly to?: Id | null
  readonly order?: number
  readonly commentId?: string
  readonly emoji?: string
  readonly pollId?: string
  readonly options?: readonly string[]
  readonly secret?: boolean
  readonly option?: number | null
  readonly before?: number | null
  readonly after?: number | null
}
export type Message = {
  readonly roomEvents: {
    readonly position: string
    readonly complete: boolean
    readonly events: readonly SeenEvent[]
  }
}

export type SeenPoll = {
  readonly secret: boolean
  open: boolean
  readonly votesByOption: number[]
  votes: number
}

export class Model {
  /** All hosts in order. Null for times without a host. */
  readonly hosts: (string | null)[] = []
  readonly participants = new Set<string>()
  readonly speakers = new Set<string>()
  readonly muted = new Set<string>()
  readonly hands = new Map<string, number>()
  readonly comments = new Set<string>()
  readonly pinned = new Set<string>()
  readonly reactions = new Map<string, number>()
  readonly polls = new Map<string, SeenPoll>()
  closed = false

  get host(): string | null {
    return this.hosts.at(-1) ?? null
  }

  /** Hands in the order of the queue. */
  queue(): string[] {
    return [...this.hands].sort((a, b) => a[1] - b[1]).map(([id]) => id)
  }

  see(event: SeenEvent): void {
    const who = event.participant?.id ?? ''
    const comment = event.commentId ?? ''
    const poll = this.polls.get(event.pollId ?? '')
    switch (event.__typename) {
      case 'RoomOpened':
        return void this.hosts.push(event.host?.id ?? null)
      case 'HostChanged':
        return void this.hosts.push(event.to?.id ?? null)
      case 'ParticipantJoined':
        return void this.participants.add(who)
      case 'ParticipantLeft':
      case 'ParticipantRemoved':
        return void this.participants.delete(who)
      case 'HandRaised':
        return void this.hands.set(who, event.order ?? 0)
      case 'HandLowered':
        return void this.hands.delete(who)
      case 'CameOnStage':
        this.muted.delete(who)
        return void this.speakers.add(who)
      case 'WentOffStage':
        this.muted.delete(who)
        return void this.speakers.delete(who)
      case 'SpeakerMuted':
        return void this.muted.add(who)
      case 'SpeakerUnmuted':
        return void this.muted.delete(who)
      case 'CommentPosted':
        return void this.comments.add(comment)
      case 'CommentRemoved':
        this.pinned.delete(comment)
        return void this.comments.delete(comment)
      case 'CommentPinned':
        return void this.pinned.add(comment)
      case 'CommentUnpinned':
        return void this.pinned.delete(comment)
      case 'Reacted':
        return void this.reactions.set(event.emoji!, (this.reactions.get(event.emoji!) ?? 0) + 1)
      case 'PollOpened': {
        const votesByOption = (event.options ?? []).map(() => 0)
        return void this.polls.set(event.pollId!, {
          secret: event.secret ?? false,
          open: true,
          votesByOption,
          votes: 0,
        })
      }
      case 'Voted':
        if (!poll) return
        poll.votes += 1
        count(poll, event.option, 1)
        return
      case 'VoteChanged':
        if (!poll) return
        count(poll, event.before, -1)
        count(poll, event.after, 1)
        return
      case 'PollClosed':
        if (poll) poll.open = false
        return
      case 'RoomClosed':
        this.closed = true
    }
  }
}

function count(poll: SeenPoll, option: number | null | undefined, by: number): void {
  if (typeof option === 'number') poll.votesByOption[option] = (poll.votesByOption[option] ?? 0) + by
}
