import { z } from 'zod'
import { AppError } from './errors.ts'

/** Every setting, read once at start. Names are those of the environment. */
const Environment = z.object({
  /** A PostgreSQL 16+ server with pgvector 0.8+. Without it the embedded database under SIDECUE_DATA is used. */
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'expected postgres://user:password@host:port/database')
    .optional(),
  SIDECUE_DATA: z.string().min(1).default('.sidecue'),
  SIDECUE_KNOWLEDGE: z.string().min(1).default('knowledge'),
  SIDECUE_HOST: z.string().min(1).default('127.0.0.1'),
  SIDECUE_PORT: z.coerce.number().int().min(0).max(65_535).default(8787),
  /** Quiet after a customer's turn before a suggestion is made, in ms, for every channel; 0 at once. */
  SIDECUE_DEBOUNCE_MS: z.coerce.number().int().min(0).max(3_000).optional(),
  SIDECUE_LOG: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('warn'),
  /** Comma-separated `role:key` pairs, e.g. `agent:s3cret,lead:0ther`. Without any, only loopback is served. */
  SIDECUE_KEYS: z.string().optional(),
})

export type Config = {
  databaseUrl: string | undefined
  dataDir: string
  knowledgeDir: string
  host: string
  port: number
  /** Undefined: each channel has its own. */
  debounceMs: number | undefined
  logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug'
  keys: string | undefined
}

/** Reads and validates the settings; all faults are reported together. Throws `BAD_INPUT`. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const parsed = Environment.safeParse(withoutEmpty(environment))
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new AppError('BAD_INPUT', `Settings are wrong:\n  ${faults.join('\n  ')}`, {
      hint: 'Correct these environment variables and start again.',
    })
  }
  const env = parsed.data
  return {
    databaseUrl: env.DATABASE_URL,
    dataDir: env.SIDECUE_DATA,
    knowledgeDir: env.SIDECUE_KNOWLEDGE,
    host: env.SIDECUE_HOST,
    port: env.SIDECUE_PORT,
    debounceMs: env.SIDECUE_DEBOUNCE_MS,
    logLevel: env.SIDECUE_LOG,
    keys: env.SIDECUE_KEYS,
  }
}

function withoutEmpty(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
}
