// What may be handed to a gateway: a description of one audio line, and nothing else.

const MOST_BYTES = 16 * 1024
const MOST_CANDIDATES = 20
const LINE = /^[a-z]=[\x20-\x7e]*$/
/** The gateway never answers where it does not know the protocol, and the room would wait for it. */
const AUDIO = /^m=audio \d{1,5} (?:(?:UDP|TCP)\/TLS\/)?RTP\/SAVPF?(?: \d{1,3})+$/

/** What is wrong with it, in words; null: nothing. */
export function faultInSdp(sdp: string): string | null {
  if (Buffer.byteLength(sdp) > MOST_BYTES) return `longer than ${MOST_BYTES} bytes`
  const lines = sdp.split(/\r\n|\n/).filter(line => line !== '')
  if (lines[0] !== 'v=0') return 'not SDP'
  if (!lines.every(line => LINE.test(line))) return 'not SDP'
  const media = lines.filter(line => line.startsWith('m='))
  if (media.length !== 1 || !AUDIO.test(media[0]!)) return 'not one audio line alone'
  if (!lines.some(line => line.startsWith('a=fingerprint:'))) return 'without a fingerprint'
  const candidates = lines.filter(line => line.startsWith('a=candidate:')).length
  return candidates > MOST_CANDIDATES ? `more than ${MOST_CANDIDATES} candidates` : null
}

/** Of candidates that come one by one; null among them says that there are no more. */
export function faultInCandidates(
  candidates: readonly ({ readonly candidate: string } | null)[],
): string | null {
  if (candidates.length > MOST_CANDIDATES + 1) return `more than ${MOST_CANDIDATES} candidates`
  const wrong = candidates.some(
    one => one !== null && one.candidate !== '' && !/^(a=)?candidate:[\x20-\x7e]{1,400}$/.test(one.candidate),
  )
  return wrong ? 'not a candidate' : null
}
