// A server with a few people and rooms that contain a bit of everything, for tests of what outsiders may not do.

import { type PublicApi, type Somebody, speakTo } from './api.ts'
import { type Server, startServer } from './server.ts'

export type FullRoom = { readonly roomId: string; readonly commentId: string; readonly pollId: string }

export type FullRoomServer = {
  readonly server: Server
  readonly api: PublicApi
  readonly host: Somebody
  readonly inside: Somebody
  readonly outside: Somebody
  readonly banned: Somebody
  /** A live room with a comment and a secret poll of its host, from which one person was banned. */
  fullRoom(visibility: string): Promise<FullRoom>
  stop(): Promise<void>
}

export async function startFullRoomServer(): Promise<FullRoomServer> {
  const afterwards: (() => unknown)[] = []
  const server = await startServer({ after: (work: () => unknown) => void afterwards.push(work) } as never)
  const api = speakTo(server)
  const people = await Promise.all(['Hana', 'Ines', 'Otto', 'Bela'].map(name => server.signIn(name)))
  const [host, inside, outside, banned] = people as [Somebody, Somebody, Somebody, Somebody]
  return {
    server,
    api,
    host,
    inside,
    outside,
    banned,
    async fullRoom(visibility) {
      const invited = visibility === 'INVITED' ? [inside.id, banned.id] : []
      const { roomId } = await api.act(host, 'openRoom', { title: 'Tea', visibility, invited }, 'roomId')
      if (visibility !== 'FOLLOWERS')
        for (const person of [inside, banned]) await api.act(person, 'joinRoom', { roomId })
      await api.act(host, 'banPerson', { roomId, personId: banned.id })
      const { commentId } = await api.act(host, 'postComment', { roomId, text: 'between us' }, 'commentId')
      const poll = { roomId, question: 'Who?', options: ['a', 'b'], secret: true }
      const { pollId } = await api.act(host, 'openPoll', poll, 'pollId')
      return { roomId, commentId, pollId }
    },
    async stop() {
      for (const work of afterwards) await work()
    },
  }
}
