import { ApiError, type Client } from '../api/client.ts'

/** The same client; when a call is refused for its key, `onRefused` is told as well. */
export function watchKey(client: Client, onRefused: () => void): Client {
  const watched = Object.entries(client).map(([name, call]) => {
    if (name === 'url' || name === 'headers') return [name, call] as const
    const ask = call as (...args: unknown[]) => Promise<unknown>
    const watching = (...args: unknown[]) =>
      ask(...args).catch((error: unknown) => {
        if (error instanceof ApiError && error.status === 401) onRefused()
        throw error
      })
    return [name, watching] as const
  })
  return Object.fromEntries(watched) as Client
}
