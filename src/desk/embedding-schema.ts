import { z } from 'zod'

const EXAMPLE = 'expected an origin such as https://desk.example.com or https://*.zendesk.com'
const HOST = /^(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/u
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3})$/u

/**
 * An origin that may show the panel in a frame. It goes into a header as it stands, so it is scheme, host and port
 * and nothing else; a wildcard stands for one or more names below a host that itself has a dot.
 */
export const FrameAncestor = z.string().superRefine((origin, context) => {
  const message = faultOf(origin)
  if (message !== null) context.addIssue({ code: 'custom', message })
})

function faultOf(origin: string): string | null {
  const [, scheme, host = '', port] = /^([a-z]+):\/\/([^/:]+)(?::(\d{1,5}))?$/u.exec(origin) ?? []
  if (!scheme) return pathFault(origin) ?? EXAMPLE
  if (!HOST.test(host)) return EXAMPLE
  if (host.startsWith('*.') && !host.slice(2).includes('.'))
    return `${EXAMPLE}; '${host}' would let any site in`
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535))
    return 'expected a port between 1 and 65535'
  if (scheme === 'https' || (scheme === 'http' && LOOPBACK.test(host))) return null
  return 'expected https://…; http:// is for localhost and 127.0.0.1 alone'
}

function pathFault(origin: string): string | null {
  if (/[\s;,'"]/u.test(origin) || !URL.canParse(origin)) return null
  const { origin: bare } = new URL(origin)
  return bare === 'null' ? null : `expected the origin alone, without path or slash: ${bare}`
}
