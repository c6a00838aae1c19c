// Checks the policy through the API.

import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { Viewer } from '../../src/graphql/viewer.ts'
import { someone, startGraphql, viewer } from '../support/graphql.ts'

async function people(t: TestContext) {
  const api = await startGraphql(t)
  const one = (name: string) => someone(api, name)
  const host = await one('host')
  const all = {
    host,
    moderator: await one('moderator'),
    guest: await one('guest'),
    follower: await one('follower'),
    stranger: await one('stranger'),
    inside: await one('inside'),
    banned: await one('banned'),
    blocked: await one('blocked'),
    auditor: viewer('AUDITOR'),
    admin: viewer('ADMIN'),
  }
  await api.act(all.follower, 'follow', { personId: host.userId })
  await api.act(all.blocked, 'follow', { personId: host.userId })
  await api.act(host, 'block', { personId: all.blocked.userId })
  return { api, all }
}

test('each kind of viewer sees the right part of rooms of each visibility', async t => {
  const { api, all } = await people(t)
  const { host } = all
  const shown: Record<string, Record<string, string>> = {}
  for (const visibility of ['OPEN', 'FOLLOWERS', 'INVITED']) {
    const invited = [all.guest, all.moderator, all.inside, all.banned].map(person => person.userId)
    const { roomId } = await api.act(host, 'openRoom', { title: 'Tea', visibility, invited }, 'roomId')
    await api.act(all.inside, 'joinRoom', { roomId })
    await api.act(all.moderator, 'joinRoom', { roomId })
    await api.act(host, 'appointModerator', { roomId, personId: all.moderator.userId })
    await api.act(host, 'banPerson', { roomId, personId: all.banned.userId })
    await api.act(host, 'postComment', { roomId, text: 'hello' })
    const poll = { roomId, question: 'More?', options: ['yes', 'no'] }
    const { pollId } = await api.act(host, 'openPoll', poll, 'pollId')
    shown[visibility] = {}
    for (const [name, person] of Object.entries(all)) {
      const content =
        'participants { nodes { role } } hands { nodes { role } } comments { nodes { text } } polls { nodes { id } }'
      const data = await api.ask(
        person,
        `query ($id: ID!, $poll: ID!) {
          room(id: $id) { title participantCount ${content} }
          rooms { nodes { id } }
          participants(roomId: $id) { nodes { role } }
          hands(roomId: $id) { nodes { role } }
          comments(roomId: $id) { nodes { text } }
          polls(roomId: $id) { nodes { id } }
          poll(id: $poll) { question }
        }`,
        { id: roomId, poll: pollId },
      )
      const lists = { participants: 3, hands: 0, comments: 1, polls: 1 }
      const following = await api.follow(
        person,
        'subscription ($id: ID!) { roomEvents(roomId: $id) { position } }',
        {
          id: roomId,
        },
      )
      const reads = following.refused === undefined
      if (reads) await following.stop()
      for (const [list, length] of Object.entries(lists)) {
        const expected = reads ? length : 0
        assert.equal(data[list].nodes.length, expected, `${list} of ${visibility} for ${name}`)
        if (data.room)
          assert.equal(data.room[list].nodes.length, expected, `room.${list} of ${visibility} for ${name}`)
      }
      assert.deepStrictEqual(data.poll, reads ? { question: 'More?' } : null)
      if (data.room) assert.equal(data.room.participantCount, 3)
      assert.equal(
        data.rooms.nodes.some(({ id }: { id: string }) => id === roomId),
        data.room !== null,
        `list of ${visibility} for ${name}`,
      )
      shown[visibility]![name] = reads ? 'reads' : data.room ? 'finds' : 'nothing'
    }
    await api.act(host, 'closeRoom', { roomId })
  }
  const always = {
    host: 'reads',
    moderator: 'reads',
    guest: 'reads',
    inside: 'reads',
    auditor: 'reads',
    banned: 'finds',
  }
  assert.deepStrictEqual(shown, {
    OPEN: { ...always, follower: 'reads', stranger: 'reads', blocked: 'finds', admin: 'reads' },
    FOLLOWERS: { ...always, follower: 'reads', stranger: 'nothing', blocked: 'finds', admin: 'nothing' },
    INVITED: { ...always, follower: 'nothing', stranger: 'nothing', blocked: 'nothing', admin: 'nothing' },
  })
})

test('an invitation to the stage is visible to the invited person, moderators and auditors', async t => {
  const { api, all } = await people(t)
  const { roomId } = await api.act(all.host, 'openRoom', { title: 'Tea' }, 'roomId')
  for (const person of [all.inside, all.guest, all.moderator]) await api.act(person, 'joinRoom', { roomId })
  await api.act(all.host, 'appointModerator', { roomId, personId: all.moderator.userId })
  await api.act(all.host, 'inviteToStage', { roomId, personId: all.inside.userId })
  const seen: Record<string, boolean> = {}
  for (const name of ['host', 'moderator', 'inside', 'guest', 'stranger', 'auditor'] as const) {
    const { participants } = await api.ask(
      all[name],
      `{ participants(roomId: "${roomId}") { nodes { person { id } invitedToStage } } }`,
    )
    const invited = participants.nodes.filter((one: { invitedToStage: boolean }) => one.invitedToStage)
    assert.deepStrictEqual(
      invited.map((one: { person: { id: string } }) => one.person.id),
      invited.length > 0 ? [all.inside.userId] : [],
    )
    seen[name] = invited.length > 0
  }
  assert.deepStrictEqual(seen, {
    host: true,
    moderator: true,
    inside: true,
    guest: false,
    stranger: false,
    auditor: true,
  })
})

test('votes of a secret poll are hidden until it is closed', async t => {
  const { api, all } = await people(t)
  const { roomId } = await api.act(all.host, 'openRoom', { title: 'Tea' }, 'roomId')
  await api.act(all.inside, 'joinRoom', { roomId })
  const question = { roomId, question: 'More?', options: ['yes', 'no'], secret: true }
  const { pollId } = await api.act(all.host, 'openPoll', question, 'pollId')
  await api.act(all.inside, 'vote', { roomId, pollId, option: 1 })
  const look = async (person: Viewer) =>
    (await api.ask(person, `{ poll(id: "${pollId}") { voteCount myVote options { text votes } } }`)).poll
  const hidden = [
    { text: 'yes', votes: null },
    { text: 'no', votes: null },
  ]
  for (const person of [all.host, all.stranger, all.auditor])
    assert.deepStrictEqual(await look(person), { voteCount: 1, myVote: null, options: hidden })
  assert.deepStrictEqual(await look(all.inside), { voteCount: 1, myVote: 1, options: hidden })
  await api.act(all.host, 'closePoll', { roomId, pollId })
  const shown = [
    { text: 'yes', votes: 0 },
    { text: 'no', votes: 1 },
  ]
  for (const person of [all.host, all.stranger, all.auditor])
    assert.deepStrictEqual(await look(person), { voteCount: 1, myVote: null, options: shown })
})

test('without a token only the schema can be read', async t => {
  const { api } = await people(t)
  const { __schema } = await api.ask(null, '{ __schema { queryType { name } } }')
  assert.deepStrictEqual(__schema, { queryType: { name: 'Query' } })
  const id = '"00000000-0000-4000-8000-000000000000"'
  for (const field of [
    'me { scopes }',
    `room(id: ${id}) { id }`,
    'rooms { nodes { id } }',
    `participants(roomId: ${id}) { nodes { role } }`,
    `hands(roomId: ${id}) { nodes { role } }`,
    `comments(roomId: ${id}) { nodes { id } }`,
    `poll(id: ${id}) { id }`,
    `polls(roomId: ${id}) { nodes { id } }`,
    `person(id: ${id}) { id }`,
  ])
    assert.equal(await api.refused(null, `{ ${field} }`), 'UNAUTHENTICATED', field)
})
