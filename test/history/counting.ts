// The numbers of a room, by a script that knows nothing of projections and reads nothing but the lines of an export.

// biome-ignore lint/suspicious/noExplicitAny: lines of a file
export type Line = any

const MINUTE = 60_000
const GONE = ['ParticipantLeft', 'ParticipantRemoved']

/** Moments as milliseconds since 1970, times in milliseconds. The lines are events, in order, of a room that was closed. */
export function count(lines: readonly Line[]) {
  const of = (...types: string[]) => lines.filter(line => types.includes(line.type))
  const [opened, closed] = [of('RoomOpened')[0], of('RoomClosed')[0]]
  const titled = of('RoomOpened', 'RoomRenamed').at(-1)

  const spells = (begins: string, ends: readonly string[]) =>
    of(begins).map(({ at, version, data: { participant } }: Line) => {
      const end = of(...ends).find(line => line.version > version && line.data.participant === participant)
      return { person: participant, began: at, time: (end?.at ?? closed.at) - at, ended: end?.at ?? null }
    })
  const visits = spells('ParticipantJoined', GONE)
  const turns = spells('CameOnStage', ['WentOffStage', ...GONE])
  const sum = (all: typeof visits) => all.reduce((total, { time }) => total + time, 0)

  let present = 0
  let peak = { people: 0, at: opened.at }
  for (const { type, at } of of('ParticipantJoined', ...GONE)) {
    present += type === 'ParticipantJoined' ? 1 : -1
    if (present > peak.people) peak = { people: present, at }
  }

  const minutes = new Map<number, Record<'joins' | 'leaves' | 'reactions' | 'comments', number>>()
  for (const { type, at } of of('ParticipantJoined', ...GONE, 'Reacted', 'CommentPosted')) {
    const minute = Math.floor(at / MINUTE) * MINUTE
    const counts = minutes.get(minute) ?? { joins: 0, leaves: 0, reactions: 0, comments: 0 }
    if (type === 'ParticipantJoined') counts.joins += 1
    else if (type === 'Reacted') counts.reactions += 1
    else if (type === 'CommentPosted') counts.comments += 1
    else counts.leaves += 1
    minutes.set(minute, counts)
  }
  let then = 0

  const emoji = new Map<string, number>()
  for (const { data } of of('Reacted')) emoji.set(data.emoji, (emoji.get(data.emoji) ?? 0) + 1)

  const people = [...new Set(visits.map(({ person }) => person))]
  return {
    summary: {
      title: titled.data.title,
      topic: titled.data.topic,
      openedBy: opened.data.host,
      openedAt: opened.at,
      closedAt: closed.at,
      duration: closed.at - opened.at,
      people: people.length,
      peak,
      joins: visits.length,
      presence: sum(visits),
      peopleOnStage: new Set(turns.map(({ person }) => person)).size,
      turnsOnStage: turns.length,
      handsRaised: of('HandRaised').length,
      comments: of('CommentPosted').length,
      commentsRemoved: of('CommentRemoved').length,
      reactions: of('Reacted').length,
      reactionsByEmoji: Object.fromEntries(emoji),
      polls: of('PollOpened').length,
      votes: of('Voted').length,
    },
    minutes: [...minutes].map(([minute, counts]) => {
      then += counts.joins - counts.leaves
      return { minute, present: then, ...counts }
    }),
    attendance: people.map(person => {
      const own = (all: typeof visits) => all.filter(spell => spell.person === person)
      return {
        person,
        firstJoinedAt: own(visits)[0]!.began,
        lastLeftAt: own(visits).reduce<number | null>((last, { ended }) => ended ?? last, null),
        visits: own(visits).length,
        presence: sum(own(visits)),
        turnsOnStage: own(turns).length,
        onStage: sum(own(turns)),
      }
    }),
  }
}
