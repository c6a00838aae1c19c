// Computes the analytics of a room from the lines of an export only, without projections.

// biome-ignore lint/suspicious/noExplicitAny: lines of a file
export type Line = any

const MINUTE = 60_000
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)
const mondayOf = (at: number) => {
  const date = new Date(at)
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7))
  return dayOf(date.getTime())
}
/** Somebody who vanished left when they were last seen. */
const endOf = ({ at, data }: Line) => Math.min(at, data.lastSeenAt ?? at)
const GONE = ['ParticipantLeft', 'ParticipantRemoved']

function emojiOf(taps: readonly Line[]) {
  const emoji = new Map<string, number>()
  for (const { data } of taps) emoji.set(data.emoji, (emoji.get(data.emoji) ?? 0) + 1)
  return Object.fromEntries(emoji)
}

function peakOf(lines: readonly Line[], openedAt: number) {
  let present = 0
  let peak = { people: 0, at: openedAt }
  for (const { type, at } of lines) {
    present += type === 'ParticipantJoined' ? 1 : -1
    if (present > peak.people) peak = { people: present, at }
  }
  return peak
}

function minutesOfLines(lines: readonly Line[]) {
  const minutes = new Map<number, Record<'joins' | 'leaves' | 'reactions' | 'comments', number>>()
  for (const line of lines) {
    const { type } = line
    const minute = Math.floor(endOf(line) / MINUTE) * MINUTE
    const counts = minutes.get(minute) ?? { joins: 0, leaves: 0, reactions: 0, comments: 0 }
    if (type === 'ParticipantJoined') counts.joins += 1
    else if (type === 'Reacted') counts.reactions += 1
    else if (type === 'CommentPosted') counts.comments += 1
    else counts.leaves += 1
    minutes.set(minute, counts)
  }
  return minutes
}

type Stay = {
  readonly person: string
  readonly began: number
  readonly time: number
  readonly versions: readonly [from: number, until: number]
}

/** How much of a turn on stage somebody could be heard: until a mute, and again from an unmute. */
function heard(lines: readonly Line[], { person, began, time, versions: [begin, end] }: Stay) {
  let [total, since] = [0, began as number | null]
  for (const { type, at, version, data } of lines) {
    if (data.participant !== person || version < begin || version > end) continue
    if (type === 'SpeakerUnmuted') since ??= at
    else {
      total += since === null ? 0 : at - since
      since = null
    }
  }
  return total + (since === null ? 0 : began + time - since)
}

type Visit = { readonly person: string; readonly began: number }

function cohortsOfPeople(people: readonly string[], visits: readonly Visit[]) {
  return [...new Set(visits.map(({ began }) => mondayOf(began)))].map(cohort => {
    const own = people.filter(
      name => mondayOf(visits.find(({ person }) => person === name)!.began) === cohort,
    )
    const weeks = new Map<number, Set<string>>()
    for (const { person, began } of visits.filter(({ person }) => own.includes(person))) {
      const week = Math.round((Date.parse(mondayOf(began)) - Date.parse(cohort)) / (7 * 24 * 60 * MINUTE))
      weeks.set(week, (weeks.get(week) ?? new Set()).add(person))
    }
    return {
      cohort,
      people: own.length,
      weeks: [...weeks].map(([week, who]) => ({ week, people: who.size })),
    }
  })
}

/** Moments as milliseconds since 1970, times in milliseconds. The lines are events, in order, of a room that was closed. */
export function count(lines: readonly Line[]) {
  const of = (...types: string[]) => lines.filter(line => types.includes(line.type))
  const [opened, closed] = [of('RoomOpened')[0], of('RoomClosed')[0]]
  const titled = of('RoomOpened', 'RoomRenamed').at(-1)

  const spells = (begins: string, ends: readonly string[]) =>
    of(begins).map(({ at, version, data: { participant } }: Line) => {
      const end = of(...ends).find(line => line.version > version && line.data.participant === participant)
      return {
        person: participant,
        began: at,
        time: (end ? endOf(end) : closed.at) - at,
        ended: end ? endOf(end) : null,
        versions: [version, end?.version ?? Number.POSITIVE_INFINITY] as const,
      }
    })
  const visits = spells('ParticipantJoined', GONE)
  const turns = spells('CameOnStage', ['WentOffStage', ...GONE])
  const sum = (all: typeof visits) => all.reduce((total, { time }) => total + time, 0)

  const peak = peakOf(of('ParticipantJoined', ...GONE), opened.at)
  const minutes = minutesOfLines(of('ParticipantJoined', ...GONE, 'Reacted', 'CommentPosted'))
  let then = 0

  const people = [...new Set(visits.map(({ person }) => person))]
  const activityOfDays = () =>
    [...new Set([opened, ...of('ParticipantJoined'), closed].map(({ at }) => dayOf(at)))].map(day => {
      const came = of('ParticipantJoined').filter(({ at }: Line) => dayOf(at) === day)
      const names = [...new Set(came.map(({ data }: Line) => data.participant))]
      const first = names.filter(name => dayOf(visits.find(({ person }) => person === name)!.began) === day)
      const isOpening = dayOf(opened.at) === day
      return {
        day,
        rooms: isOpening ? 1 : 0,
        people: names.length,
        newPeople: first.length,
        returningPeople: names.length - first.length,
        presence: isOpening ? sum(visits) : 0,
        topics: isOpening
          ? [{ topic: titled.data.topic, rooms: 1, joins: visits.length, presence: sum(visits) }]
          : [],
      }
    })
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
      reactionsByEmoji: emojiOf(of('Reacted')),
      polls: of('PollOpened').length,
      votes: of('Voted').length,
    },
    minutes: [...minutes].map(([minute, counts]) => {
      then += counts.joins - counts.leaves
      return { minute, present: then, ...counts }
    }),
    activity: activityOfDays(),
    /** The people by the Monday of the week in which they came first, and in which weeks after it they came. */
    retention: cohortsOfPeople(people, visits),
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
        unmuted: own(turns).reduce(
          (total, turn) => total + heard(of('SpeakerMuted', 'SpeakerUnmuted'), turn),
          0,
        ),
        spoken: of('TurnSpoken')
          .filter(({ data }: Line) => data.participant === person)
          .reduce((total, { data }: Line) => total + data.endedAt - data.startedAt, 0),
      }
    }),
  }
}
