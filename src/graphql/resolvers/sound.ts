// Sound: the signalling between a device and the gateway of its room, and the sound signals.

import { parseId, type RoomId, type UserId } from '../../../commands/ids.ts'
import { participantKey } from '../../../projections/participants.ts'
import { roomOfHandle, type SoundReply, type SoundRequest } from '../../sound-control/protocol.ts'
import type { ApiContext } from '../context.ts'
import { viewerOf } from '../context.ts'
import { apiError } from '../faults.ts'
import { type SoundSignalMessage, subscribeToSoundSignals } from '../live/sound-signals.ts'
import { createLoaders } from '../loaders.ts'
import type { SoundSignalParent } from '../parents.ts'
import { type AnyRejection, rejectionOf } from '../rejections.ts'
import { isHidden } from '../rooms-for-viewer.ts'
import type * as schema from '../schema.generated.ts'

export type SoundMutation = 'connectSound' | 'answerSound' | 'trickle' | 'restartIce' | 'disconnectSound'

const payload = (fields: Partial<schema.SoundPayload>): schema.SoundPayload => ({
  rejection: null,
  handle: null,
  epoch: null,
  type: null,
  sdp: null,
  ...fields,
})

function no(code: AnyRejection, details?: Record<string, string | number | boolean>): schema.SoundPayload {
  return payload({ rejection: rejectionOf(details ? { code, details } : { code }) })
}

function shown(answer: SoundReply): schema.SoundPayload {
  switch (answer.said) {
    case 'no':
      return no(answer.code, answer.details)
    case 'connected': {
      const { said, ...fields } = answer
      return payload(fields)
    }
    case 'sdp':
      return payload({ type: 'answer', sdp: answer.sdp })
    default:
      return payload({})
  }
}

/** The request for a person, and the room that it is about. `roomId` is null if the input names none. */
type RoutedRequest = { readonly roomId: RoomId | null; readonly requestOf: (person: UserId) => SoundRequest }

/** Sends a request to the process that controls the room's sound, which checks that the handle belongs to the person. */
function mutation<I>(name: SoundMutation, translate: (input: I) => RoutedRequest) {
  return async (
    _root: unknown,
    { input }: { input: I },
    context: ApiContext,
  ): Promise<schema.SoundPayload> => {
    const { userId } = viewerOf(context)
    const { sound, consumeAllowance } = context.services
    const retryAfterMs = consumeAllowance(userId, name)
    if (retryAfterMs > 0) return no('RATE_LIMITED', { retryAfterMs })
    const { roomId, requestOf } = translate(input)
    if (!roomId) return no(name === 'connectSound' ? 'NO_SUCH_ROOM' : 'SOUND_RESET')
    const reply = await sound.request(roomId, requestOf(userId))
    if (name === 'connectSound' && reply.said === 'no' && (await isHidden(context, roomId)))
      return no('NO_SUCH_ROOM')
    return shown(reply)
  }
}

const ofHandle = <I extends { readonly handle: string }>(
  name: SoundMutation,
  request: (input: I, person: UserId) => SoundRequest,
) =>
  mutation<I>(name, input => ({
    roomId: roomOfHandle(input.handle),
    requestOf: person => request(input, person),
  }))

export const soundMutations = {
  connectSound: mutation<schema.ConnectSoundInput>('connectSound', ({ roomId, sdp }) => ({
    roomId: parseId<RoomId>(roomId),
    requestOf: person => ({ ask: 'connect', person, offer: sdp ?? null }),
  })),
  answerSound: ofHandle<schema.AnswerSoundInput>('answerSound', ({ handle, sdp }, person) => ({
    ask: 'answer',
    person,
    handle,
    sdp,
  })),
  restartIce: ofHandle<schema.RestartIceInput>('restartIce', ({ handle, sdp }, person) => ({
    ask: 'renegotiate',
    person,
    handle,
    sdp,
  })),
  trickle: ofHandle<schema.TrickleInput>('trickle', ({ handle, candidates }, person) => ({
    ask: 'trickle',
    person,
    handle,
    candidates: candidates.map(one =>
      one
        ? { candidate: one.candidate, sdpMid: one.sdpMid ?? null, sdpMLineIndex: one.sdpMLineIndex ?? null }
        : null,
    ),
  })),
  disconnectSound: ofHandle<schema.DisconnectSoundInput>('disconnectSound', ({ handle }, person) => ({
    ask: 'disconnect',
    person,
    handle,
  })),
} satisfies Pick<schema.MutationResolvers, SoundMutation>

export const soundQueries = {
  iceServers: (_root, _args, context) => context.services.iceServers(viewerOf(context).userId),
} satisfies Pick<schema.QueryResolvers, 'iceServers'>

// Signals -----------------------------------------------------------------------------------------------------------

export const soundSignalType = { __resolveType: ({ is }: SoundSignalParent) => is }

export const soundSubscriptions = {
  soundSignals: {
    async subscribe(_root: unknown, { roomId: text }: { roomId: string }, context: ApiContext) {
      const { userId } = viewerOf(context)
      const { sound, presence } = context.services
      const roomId = parseId<RoomId>(text)
      const isInside = async () => {
        // Loaders cache what they loaded, and this is checked again later.
        const { participant, room } = createLoaders(context.services, context.viewer)
        const [mine, there] = [
          await participant.load(participantKey(roomId!, userId)),
          await room.load(roomId!),
        ]
        return mine?.document.present === true && there?.document.phase === 'live'
      }
      if (!roomId || !(await isInside()))
        throw apiError('NO_SUCH_ROOM', 'There is no such room, or you are not in it. Join it first.')
      return subscribeToSoundSignals({
        time: context.services.time,
        roomId,
        userId,
        sound,
        isInside,
        hold: () => presence.hold(roomId, userId),
      })
    },
    resolve: ({ soundSignals }: SoundSignalMessage) => soundSignals,
  },
} as Pick<schema.SubscriptionResolvers, 'soundSignals'>
