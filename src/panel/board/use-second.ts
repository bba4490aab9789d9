import { useSyncExternalStore } from 'react'
import { serverNow } from '../state/server-time.ts'

let now = serverNow()
let timer: ReturnType<typeof setInterval> | undefined
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    now = serverNow()
    for (const tell of listeners) tell()
  }, 1_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** Now by the server's clock, in epoch milliseconds, once a second: one timer, however many look at it. */
export const useSecond = (): number => useSyncExternalStore(subscribe, () => now)

/** The same, only as often as what is made of it changes. */
export function useEverySecond<T extends string | number | boolean>(pick: (now: number) => T): T {
  return useSyncExternalStore(subscribe, () => pick(now))
}
