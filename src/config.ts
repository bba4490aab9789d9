import { z } from 'zod'
import { AppError } from './errors.ts'

const HttpAddress = z.url({ protocol: /^https?$/, error: 'expected http://… or https://…' })

/** Every setting, read once at start. Names are those of the environment. */
const Environment = z
  .object({
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
    /** Base address of an OpenAI-compatible embeddings API, e.g. `http://127.0.0.1:11434/v1`. Without it a model named below is a local folder. */
    SIDECUE_EMBEDDING_URL: HttpAddress.optional(),
    /** The model's name at that address; without an address the folder of a model for `@huggingface/transformers`. */
    SIDECUE_EMBEDDING_MODEL: z.string().min(1).optional(),
    SIDECUE_EMBEDDING_KEY: z.string().optional(),
    /**
     * Whose text may be embedded: `customer` (only what customers may be told now), `agent` (also what agents may read),
     * `all` (also internal and unreleased text). An address gets `customer` unless this says more; a local folder `all`.
     */
    SIDECUE_EMBEDDING_SCOPE: z.enum(['customer', 'agent', 'all']).optional(),
    /** What some models want before a question and before a passage, e.g. `query: ` and `passage: `. */
    SIDECUE_EMBEDDING_QUERY_PREFIX: z.string().default(''),
    SIDECUE_EMBEDDING_PASSAGE_PREFIX: z.string().default(''),
    /** How long a search waits for the vector of its question, in ms; later it goes on without. */
    SIDECUE_EMBEDDING_DEADLINE_MS: z.coerce.number().int().min(10).max(10_000).default(150),
    /** Full address of a `/rerank` endpoint as Cohere, Jina, vLLM and TEI have it, e.g. `http://127.0.0.1:8080/v1/rerank`. */
    SIDECUE_RERANK_URL: HttpAddress.optional(),
    SIDECUE_RERANK_MODEL: z.string().min(1).optional(),
    SIDECUE_RERANK_KEY: z.string().optional(),
    /** How long a search waits for its passages to be ranked again, in ms; later they stay as they were. */
    SIDECUE_RERANK_DEADLINE_MS: z.coerce.number().int().min(10).max(10_000).default(150),
    /** Base address of an OpenAI-compatible chat API, e.g. `http://127.0.0.1:11434/v1`. Without it answers are quoted from the articles. */
    SIDECUE_CHAT_URL: HttpAddress.optional(),
    SIDECUE_CHAT_MODEL: z.string().min(1).optional(),
    SIDECUE_CHAT_KEY: z.string().optional(),
    /** How the form of an answer is asked for: `schema` (JSON schema), `object` (JSON mode), `text` (the prompt alone), as the endpoint knows them. */
    SIDECUE_CHAT_FORMAT: z.enum(['schema', 'object', 'text']).default('schema'),
    /** Until the first verified sentence, and until the whole answer, in ms; later the articles are quoted. */
    SIDECUE_CHAT_FIRST_MS: z.coerce.number().int().min(50).max(8_000).default(2_500),
    SIDECUE_CHAT_TOTAL_MS: z.coerce.number().int().min(50).max(8_000).default(6_000),
    /** Tokens of an answer at most. */
    SIDECUE_CHAT_MAX_TOKENS: z.coerce.number().int().min(50).max(8_000).default(1_000),
    /** The desk's own words to the model on tone, in any language. No secrets: whoever runs the model reads them. */
    SIDECUE_CHAT_INSTRUCTIONS: z.string().max(2_000).default(''),
    /** Who pays: budgets are counted by this name and day. */
    SIDECUE_TEAM: z.string().min(1).max(100).default('desk'),
    /** Tokens in and out that the team may use on a day, and money, in the currency of the prices. */
    SIDECUE_CHAT_TOKENS_PER_DAY: z.coerce.number().int().min(0).optional(),
    SIDECUE_CHAT_COST_PER_DAY: z.coerce.number().min(0).optional(),
    /** Per million tokens. */
    SIDECUE_CHAT_INPUT_PRICE: z.coerce.number().min(0).optional(),
    SIDECUE_CHAT_OUTPUT_PRICE: z.coerce.number().min(0).optional(),
    /** Tickets may also go to this machine, by http: for tests and trials. Secrets of endpoints are `SIDECUE_HOOK_…`. */
    SIDECUE_DISPATCH_LOOPBACK: z.enum(['yes', 'no']).default('no'),
  })
  .superRefine((env, context) => {
    for (const name of ['EMBEDDING', 'RERANK', 'CHAT'] as const) {
      const hasUrl = env[`SIDECUE_${name}_URL`] !== undefined
      const hasModel = env[`SIDECUE_${name}_MODEL`] !== undefined
      if (hasUrl && !hasModel) context.addIssue(missing(`SIDECUE_${name}_MODEL`, 'the address'))
      if (name !== 'EMBEDDING' && hasModel && !hasUrl)
        context.addIssue(missing(`SIDECUE_${name}_URL`, 'the model'))
    }
    for (const name of ['SIDECUE_CHAT_INPUT_PRICE', 'SIDECUE_CHAT_OUTPUT_PRICE'] as const) {
      if (env.SIDECUE_CHAT_COST_PER_DAY !== undefined && env[name] === undefined)
        context.addIssue(missing(name, 'a budget in money'))
    }
  })

function missing(setting: string, other: string) {
  return { code: 'custom' as const, path: [setting], message: `expected, because ${other} is set` }
}

/** The name of a setting. */
export type Setting = keyof z.infer<typeof Environment>

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
  /** Undefined: search goes by words alone. */
  embedding: EmbeddingSettings | undefined
  /** Undefined: passages stay in the order they were found in. */
  rerank: RerankSettings | undefined
  /** Undefined: answers are told in the articles' own words. */
  chat: ChatSettings | undefined
  /** Secrets of the endpoints that tickets go to, by the name of their setting. */
  hookSecrets: Record<string, string>
  dispatchLoopback: boolean
}

export type EmbeddingSettings = {
  /** Undefined: `model` is a local folder. */
  url: string | undefined
  model: string
  key: string | undefined
  scope: 'customer' | 'agent' | 'all'
  queryPrefix: string
  passagePrefix: string
  deadlineMs: number
}

export type RerankSettings = {
  url: string
  model: string
  key: string | undefined
  deadlineMs: number
}

export type ChatSettings = {
  url: string
  model: string
  key: string | undefined
  format: 'schema' | 'object' | 'text'
  firstMs: number
  totalMs: number
  maxTokens: number
  instructions: string
  team: string
  tokensPerDay: number | undefined
  costPerDay: number | undefined
  inputPrice: number
  outputPrice: number
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
    embedding: embeddingOf(env),
    rerank: rerankOf(env),
    chat: chatOf(env),
    hookSecrets: hookSecretsOf(environment),
    dispatchLoopback: env.SIDECUE_DISPATCH_LOOPBACK === 'yes',
  }
}

/** desk.yml names them, so which there are is the desk's to say; nothing else of the environment can be named there. */
function hookSecretsOf(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      name.startsWith('SIDECUE_HOOK_') && value ? [[name, value]] : [],
    ),
  )
}

function embeddingOf(env: z.infer<typeof Environment>): EmbeddingSettings | undefined {
  const { SIDECUE_EMBEDDING_URL: url, SIDECUE_EMBEDDING_MODEL: model } = env
  if (model === undefined) return undefined
  return {
    url,
    model,
    key: env.SIDECUE_EMBEDDING_KEY,
    scope: env.SIDECUE_EMBEDDING_SCOPE ?? (url === undefined ? 'all' : 'customer'),
    queryPrefix: env.SIDECUE_EMBEDDING_QUERY_PREFIX,
    passagePrefix: env.SIDECUE_EMBEDDING_PASSAGE_PREFIX,
    deadlineMs: env.SIDECUE_EMBEDDING_DEADLINE_MS,
  }
}

function rerankOf(env: z.infer<typeof Environment>): RerankSettings | undefined {
  const { SIDECUE_RERANK_URL: url, SIDECUE_RERANK_MODEL: model } = env
  if (url === undefined || model === undefined) return undefined
  const { SIDECUE_RERANK_KEY: key, SIDECUE_RERANK_DEADLINE_MS: deadlineMs } = env
  return { url, model, key, deadlineMs }
}

function chatOf(env: z.infer<typeof Environment>): ChatSettings | undefined {
  const { SIDECUE_CHAT_URL: url, SIDECUE_CHAT_MODEL: model } = env
  if (url === undefined || model === undefined) return undefined
  return {
    url,
    model,
    key: env.SIDECUE_CHAT_KEY,
    format: env.SIDECUE_CHAT_FORMAT,
    firstMs: Math.min(env.SIDECUE_CHAT_FIRST_MS, env.SIDECUE_CHAT_TOTAL_MS),
    totalMs: env.SIDECUE_CHAT_TOTAL_MS,
    maxTokens: env.SIDECUE_CHAT_MAX_TOKENS,
    instructions: env.SIDECUE_CHAT_INSTRUCTIONS,
    team: env.SIDECUE_TEAM,
    tokensPerDay: env.SIDECUE_CHAT_TOKENS_PER_DAY,
    costPerDay: env.SIDECUE_CHAT_COST_PER_DAY,
    inputPrice: env.SIDECUE_CHAT_INPUT_PRICE ?? 0,
    outputPrice: env.SIDECUE_CHAT_OUTPUT_PRICE ?? 0,
  }
}

function withoutEmpty(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
}
