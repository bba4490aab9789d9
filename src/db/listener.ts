import type { Client } from './client.ts'
import type { Database } from './types.ts'

type Channel = {
  notified: Set<(payload: string) => void>
  listening: Set<() => void>
  ready: Promise<unknown>
}

/** LISTEN once per channel and for good, shared by all who ask for it. */
export function createListener(client: Client): Pick<Database, 'listen'> {
  const channels = new Map<string, Channel>()

  function open(name: string): Channel {
    const notified: Channel['notified'] = new Set()
    const listening: Channel['listening'] = new Set()
    const ready = client.listen(
      name,
      (payload) => {
        for (const notify of [...notified]) notify(payload)
      },
      () => {
        for (const tell of [...listening]) tell()
      },
    )
    const channel = { notified, listening, ready }
    channels.set(name, channel)
    ready.catch(() => channels.delete(name))
    return channel
  }

  return {
    async listen(name, onNotify, onListen = () => {}) {
      const channel = channels.get(name) ?? open(name)
      // Wrapped, so that the same function given twice counts twice.
      const notify = (payload: string): void => onNotify(payload)
      const tell = (): void => onListen()
      channel.notified.add(notify)
      await channel.ready
      channel.listening.add(tell)
      tell()
      return async () => {
        channel.notified.delete(notify)
        channel.listening.delete(tell)
      }
    },
  }
}
