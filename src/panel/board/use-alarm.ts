import { useCallback, useRef, useState } from 'react'
import type { ConversationEvent } from '../../http/api-types.ts'
import { serverNow } from '../state/server-time.ts'
import { readStored, writeStored } from '../state/stored.ts'

/** What came while the line was down is on the board, but no alarm any more. */
const FRESH_MS = 30_000

/** A tone for each new warning and incident; off until somebody switches it on. */
export function useAlarm() {
  const [isOn, setOn] = useState(() => readStored('local', 'alarm') === 'on')
  const audio = useRef<AudioContext | null>(null)
  const ring = useCallback(() => {
    audio.current ??= new AudioContext()
    playTones(audio.current)
  }, [])
  const toggle = useCallback(() => {
    writeStored('local', 'alarm', isOn ? null : 'on')
    // Heard at once, so that one knows it; and browsers give sound only to a gesture.
    if (!isOn) ring()
    setOn(!isOn)
  }, [isOn, ring])
  const onEvents = useCallback(
    (events: readonly ConversationEvent[]) => {
      if (isOn && events.some(isAlarming)) ring()
    },
    [isOn, ring],
  )
  return { isOn, toggle, onEvents }
}

function isAlarming({ kind, at }: ConversationEvent): boolean {
  const isNew = kind === 'warning-raised' || kind === 'incident-noticed'
  return isNew && serverNow() - Date.parse(at) < FRESH_MS
}

function playTones(audio: AudioContext): void {
  const volume = audio.createGain()
  volume.connect(audio.destination)
  for (const [index, pitch] of [740, 988].entries()) {
    const start = audio.currentTime + index * 0.16
    const tone = audio.createOscillator()
    tone.frequency.value = pitch
    tone.connect(volume)
    volume.gain.setValueAtTime(0.12, start)
    volume.gain.exponentialRampToValueAtTime(0.001, start + 0.15)
    tone.start(start)
    tone.stop(start + 0.15)
  }
}
