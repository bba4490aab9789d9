/** What both sides speak. A client that has to offer a key offers it beside this one. */
export const SUBPROTOCOL = 'sidecue.v1'

/** A browser cannot set Authorization on a WebSocket: it offers its key, base64url, as a protocol that is never chosen. */
const KEY = /^sidecue\.key\.([A-Za-z0-9_-]{1,400})$/u

/** The header `Authorization` as the offered protocols stand for it. */
export function authorizationOf(offered: string | undefined): string | undefined {
  for (const protocol of offered?.split(',') ?? []) {
    const key = KEY.exec(protocol.trim())?.[1]
    if (key !== undefined) return `Bearer ${Buffer.from(key, 'base64url').toString('utf8')}`
  }
  return undefined
}
