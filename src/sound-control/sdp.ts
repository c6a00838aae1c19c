// Validates the SDP and the ICE candidates of devices: a gateway is given one audio line and nothing else.

const MAX_BYTES = 16 * 1024
const MAX_CANDIDATES = 20
const LINE = /^[a-z]=[\x20-\x7e]*$/
/** A gateway never answers a protocol that it does not know, and the room would wait for it. */
const AUDIO = /^m=audio \d{1,5} (?:(?:UDP|TCP)\/TLS\/)?RTP\/SAVPF?(?: \d{1,3})+$/

/** What is wrong with the SDP, in words; null: nothing. */
export function faultInSdp(sdp: string): string | null {
  if (Buffer.byteLength(sdp) > MAX_BYTES) return `longer than ${MAX_BYTES} bytes`
  const lines = sdp.split(/\r\n|\n/).filter(line => line !== '')
  if (lines[0] !== 'v=0') return 'not SDP'
  if (!lines.every(line => LINE.test(line))) return 'not SDP'
  const media = lines.filter(line => line.startsWith('m='))
  if (media.length !== 1 || !AUDIO.test(media[0]!)) return 'not one audio line alone'
  if (!lines.some(line => line.startsWith('a=fingerprint:'))) return 'without a fingerprint'
  const candidates = lines.filter(line => line.startsWith('a=candidate:')).length
  return candidates > MAX_CANDIDATES ? `more than ${MAX_CANDIDATES} candidates` : null
}

/** What is wrong with trickled candidates, in words; null: nothing. A null among them marks the end. */
export function faultInCandidates(
  candidates: readonly ({ readonly candidate: string } | null)[],
): string | null {
  if (candidates.length > MAX_CANDIDATES + 1) return `more than ${MAX_CANDIDATES} candidates`
  const wrong = candidates.some(
    one => one !== null && one.candidate !== '' && !/^(a=)?candidate:[\x20-\x7e]{1,400}$/.test(one.candidate),
  )
  return wrong ? 'not a candidate' : null
}
