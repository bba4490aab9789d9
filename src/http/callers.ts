import { createHash, timingSafeEqual } from 'node:crypto'
import type { Role as DatabaseRole } from '../db/index.ts'
import { AppError } from '../errors.ts'
import type { Role } from './api-types.ts'
import { ROLES } from './schemas/service.ts'

/** Who sends a request. Taken from the key, never from what the request says of itself. */
export type Caller = {
  /** The role and a fingerprint of the key: stable, and no secret. */
  id: string
  role: Role
  isDemo: boolean
}

type Key = { role: Role; digest: Buffer; fingerprint: string }

/** The configured keys. Without any, demo roles are offered, and only to this machine. */
export type Access = { keys: Key[]; isDemo: boolean }

/** Reads `role:key` pairs, separated by commas. Throws `BAD_INPUT` without repeating a key. */
export function readAccess(pairs: string | undefined): Access {
  const keys = (pairs ?? '')
    .split(',')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '')
    .map(readPair)
  return { keys, isDemo: keys.length === 0 }
}

function readPair(pair: string, index: number): Key {
  const colon = pair.indexOf(':')
  const role = ROLES.find((name) => name === pair.slice(0, colon).trim())
  const key = pair.slice(colon + 1).trim()
  if (colon < 1 || !role || key.length < 8)
    throw new AppError('BAD_INPUT', `SIDECUE_KEYS: pair ${index + 1} is not 'role:key'.`, {
      hint: `Roles are ${ROLES.join(', ')}; a key has at least 8 characters. Example: agent:$(openssl rand -hex 24)`,
    })
  const digest = digestOf(key)
  return { role, digest, fingerprint: digest.toString('hex').slice(0, 12) }
}

/** Finds the caller of an `Authorization` header. Throws `UNAUTHENTICATED`. */
export function identifyCaller(access: Access, authorization: string | undefined): Caller {
  const token = /^Bearer +(\S+)$/iu.exec(authorization?.trim() ?? '')?.[1]
  const caller = access.isDemo
    ? demoCaller(authorization === undefined ? 'demo-agent' : token)
    : keyCaller(access.keys, token)
  if (caller) return caller
  throw new AppError('UNAUTHENTICATED', 'The request has no valid key.', {
    hint: access.isDemo
      ? 'No keys are configured here: leave the Authorization header out, or use Bearer demo-agent, demo-lead or demo-editor.'
      : 'Send the header "Authorization: Bearer <key>" with a key of SIDECUE_KEYS.',
  })
}

function demoCaller(token: string | undefined): Caller | undefined {
  const role = ROLES.find((name) => token === `demo-${name}`)
  return role ? { id: `${role}:demo`, role, isDemo: true } : undefined
}

function keyCaller(keys: Key[], token: string | undefined): Caller | undefined {
  if (token === undefined) return undefined
  const digest = digestOf(token)
  // Every key is compared, so that the time tells nothing about which one matched.
  const matching = keys.filter((key) => timingSafeEqual(key.digest, digest))[0]
  return (
    matching && {
      id: `${matching.role}:${matching.fingerprint}`,
      role: matching.role,
      isDemo: false,
    }
  )
}

function digestOf(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}

/** What a caller may read of the knowledge base. A service speaks to customers: it reads as one. */
export function readsAs(caller: Caller): Extract<DatabaseRole, 'customer' | 'agent' | 'lead'> {
  return READS_AS[caller.role]
}

const READS_AS = { agent: 'agent', lead: 'lead', editor: 'lead', service: 'customer' } as const
