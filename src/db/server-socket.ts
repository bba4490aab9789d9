import { once } from 'node:events'
import { connect, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { AppError } from '../errors.ts'

/** Where a server listens, as postgres.js reads it from the address; `path` is a unix socket. */
export type ServerAddress = { host: string[]; port: number[]; path: string | false }

export type TlsMode = 'disable' | 'prefer' | 'require' | 'verify-full'

/** How the address asks for TLS: `sslmode` as libpq knows it. Without it none is used. */
export function tlsModeOf(url: string): TlsMode {
  const mode = new URL(url).searchParams.get('sslmode') ?? 'disable'
  switch (mode) {
    case 'disable':
    case 'prefer':
    case 'require':
    case 'verify-full':
      return mode
    case 'allow':
      return 'prefer'
    case 'verify-ca':
      return 'verify-full'
    default:
      throw new AppError('BAD_INPUT', `DATABASE_URL has sslmode '${mode}'.`, {
        hint: 'Use disable, prefer, require or verify-full.',
      })
  }
}

/** A connection to the first of the hosts that can be reached, with TLS as asked. */
export async function dial(address: ServerAddress, mode: TlsMode): Promise<Socket> {
  if (address.path) return opened(connect(address.path))
  let reason: unknown
  for (const [at, host] of address.host.entries()) {
    try {
      return await dialHost(host, address.port[at] ?? 5432, mode)
    } catch (error) {
      reason = error
    }
  }
  throw reason
}

async function dialHost(host: string, port: number, mode: TlsMode): Promise<Socket> {
  const socket = await opened(connect({ host, port, keepAlive: true, noDelay: true }))
  if (mode === 'disable') return socket
  try {
    const hasTls = await askForTls(socket)
    if (!hasTls && mode === 'prefer') return socket
    if (!hasTls) throw new AppError('NOT_READY', `The server at ${host}:${port} has no TLS.`)
    const secure = connectTls({
      socket,
      rejectUnauthorized: mode === 'verify-full',
      ...(isIP(host) ? {} : { servername: host }),
    })
    await once(secure, 'secureConnect')
    return secure
  } catch (error) {
    socket.destroy()
    throw error
  }
}

async function opened(socket: Socket): Promise<Socket> {
  await once(socket, 'connect')
  return socket
}

async function askForTls(socket: Socket): Promise<boolean> {
  const request = Buffer.alloc(8)
  request.writeInt32BE(8)
  request.writeInt32BE(80_877_103, 4)
  socket.write(request)
  const [answer] = (await once(socket, 'data')) as [Buffer]
  return answer.toString('latin1') === 'S'
}
