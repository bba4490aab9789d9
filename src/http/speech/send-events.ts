import type { Clock } from '../../clock.ts'
import type { EventSource } from '../event-stream.ts'
import { ASK_MS } from './limits.ts'
import type { Outbound } from './outbound.ts'

/** Events on their way to one client. */
export type EventSender = { stop(): void }

/** Sends what a source has, as fast as the client takes it. `failed` is called when it cannot be read. */
export function startSendingEvents(
  source: EventSource,
  clock: Clock,
  { send, untilTaken }: Pick<Outbound, 'send' | 'untilTaken'>,
  failed: () => void,
): EventSender {
  let isNews = true
  let isOver = false
  let tellNews = (): void => {}
  let cancelAgain = (): void => {}
  const unsubscribe = source.subscribe(wake)

  function wake(): void {
    isNews = true
    tellNews()
  }

  async function run(): Promise<void> {
    for (;;) {
      await untilNews()
      if (isOver) return
      isNews = false
      const { events, againInMs } = await source.next()
      if (againInMs === 0) isNews = true
      else if (againInMs !== undefined) cancelAgain = clock.after(againInMs, wake)
      for (const { data } of events) send({ type: 'event', event: data as never })
      await untilTaken()
    }
  }

  /** Looks at the table now and then in case a notice was lost. */
  function untilNews(): Promise<void> {
    if (isNews || isOver) return Promise.resolve()
    return new Promise((resolve) => {
      const cancel = clock.after(ASK_MS, resolve)
      tellNews = () => {
        cancel()
        resolve()
      }
    })
  }

  run().catch(failed)
  return {
    stop() {
      isOver = true
      cancelAgain()
      unsubscribe()
      tellNews()
    },
  }
}
