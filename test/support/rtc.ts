// Devices that send and hear tones: WebRTC clients in a process of their own (see rtc-process.ts).

import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import type { TestContext } from 'node:test'
import { until } from './until.ts'

export type RtcRequest = { readonly device: string } & (
  | { readonly do: 'create'; readonly tones: readonly number[]; readonly relay?: object }
  | { readonly do: 'tone'; readonly tone: number | null }
  | { readonly do: 'offer'; readonly sends: boolean; readonly restart?: boolean }
  | { readonly do: 'accept'; readonly sdp: string }
  | { readonly do: 'answer'; readonly sdp: string; readonly sends: boolean }
  | { readonly do: 'state' }
  | { readonly do: 'levels' | 'delay'; readonly since: number }
  | { readonly do: 'close' }
)
export type RtcReply = { readonly id: number; readonly result?: unknown; readonly error?: string }

/** Frequencies in hertz. Each has whole periods in the 20 ms of a measurement, so that none is heard as another. */
export const TONES = [450, 1000, 1650, 2300] as const
export type Tone = (typeof TONES)[number]

/** When 20 ms were heard, in milliseconds since 1970, and how loud each tone was in them: 0.5 as it was sent. */
export type AudioLevel = readonly [at: number, ...amplitudes: number[]]

/** A tone louder than this is heard. Below `SILENCE_LEVEL` it is not. */
export const LOUD = 0.2
export const SILENCE_LEVEL = 0.03

export type RtcDevice = Awaited<ReturnType<Rtc['device']>>
export type Rtc = Awaited<ReturnType<typeof startRtc>>

export async function startRtc(t: Pick<TestContext, 'after'>) {
  const child: ChildProcess = fork(resolve(import.meta.dirname, 'rtc-process.ts'), {
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    serialization: 'advanced',
  })
  let said = ''
  child.stderr?.on('data', text => {
    said += text
  })
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  let asked = 0
  let made = 0
  child.on('message', ({ id, result, error }: RtcReply) => {
    const asking = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) asking?.resolve(result)
    else asking?.reject(new Error(error))
  })
  child.on('exit', () => {
    for (const asking of waiting.values()) asking.reject(new Error(`the devices have ended: ${said}`))
  })
  const ready = Promise.withResolvers<unknown>()
  waiting.set(0, ready)
  await ready.promise

  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
  t.after(kill)

  // biome-ignore lint/suspicious/noExplicitAny: each request has another reply
  function ask(request: RtcRequest): Promise<any> {
    const id = ++asked
    const answer = Promise.withResolvers<unknown>()
    waiting.set(id, answer)
    child.send({ id, request }, error => {
      if (error) answer.reject(error)
    })
    return answer.promise
  }

  return {
    /** Kills all devices at once, without closing anything. */
    kill,
    async device(tone: Tone | null = null, relay?: object) {
      const device = `device ${++made}`
      await ask({ device, do: 'create', tones: TONES, ...(relay && { relay }) })
      await ask({ device, do: 'tone', tone })
      const levels = (since: number): Promise<readonly AudioLevel[]> => ask({ device, do: 'levels', since })
      return {
        setTone: (tone: Tone | null): Promise<void> => ask({ device, do: 'tone', tone }),
        offer: (sends = true, restart = false): Promise<string> =>
          ask({ device, do: 'offer', sends, restart }),
        accept: (sdp: string): Promise<void> => ask({ device, do: 'accept', sdp }),
        answer: (sdp: string, sends = false): Promise<string> => ask({ device, do: 'answer', sdp, sends }),
        state: (): Promise<string> => ask({ device, do: 'state' }),
        close: (): Promise<void> => ask({ device, do: 'close' }),
        levels,
        /** Waits until it hears exactly these tones for 200 ms. */
        async hears(...tones: Tone[]) {
          await until(
            async () => {
              const last = (await levels(Date.now() - 2_000)).slice(-10)
              if (last.length < 10) return `it hears nothing at all (${await ask({ device, do: 'state' })})`
              return last.every(level => heard(level, tones)) ? null : `it hears ${shown(last.at(-1)!)}`
            },
            { timeout: 20_000, every: 20 },
          )
        },
        /**
         * Fails when a tone has reached it since a time, in milliseconds since 1970. What it plays arrived a while before,
         * because each device lets packets wait for late ones, longer on a busy machine.
         */
        async heardNothingOf(tone: Tone, since: number, loudest = SILENCE_LEVEL) {
          const index = TONES.indexOf(tone) + 1
          const delay: number = await ask({ device, do: 'delay', since })
          const loud = (await levels(since + delay)).filter(level => level[index]! > loudest)
          assert.deepStrictEqual(
            loud.map(([at, ...rest]) => `${at - since - delay} ms: ${rest.map(one => one.toFixed(3))}`),
            [],
            `${tone} Hz, ${delay} ms after it came`,
          )
        },
      }
    },
  }
}

function heard(level: AudioLevel, tones: readonly Tone[]): boolean {
  return TONES.every((tone, index) =>
    tones.includes(tone) ? level[index + 1]! > LOUD : level[index + 1]! < SILENCE_LEVEL * 2,
  )
}

function shown([, ...amplitudes]: AudioLevel): string {
  return TONES.map((tone, index) => `${tone} Hz at ${amplitudes[index]!.toFixed(3)}`).join(', ')
}

/** The longest time, in milliseconds, for which a tone was not heard on any of the devices whose levels are given. */
export function longestGap(heard: readonly AudioLevel[], tone: Tone): number {
  const index = TONES.indexOf(tone) + 1
  const levels = heard.toSorted(([a], [b]) => a - b)
  let longest = 0
  let last = levels[0]?.[0] ?? 0
  for (const level of levels) {
    if (level[index]! < LOUD / 2) continue
    longest = Math.max(longest, level[0] - last)
    last = level[0]
  }
  return Math.max(longest, (levels.at(-1)?.[0] ?? 0) - last)
}
