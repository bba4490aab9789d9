import type { Setting } from '../config.ts'

/** One line for each setting, in the order in which they are read. */
const SETTINGS: Record<Setting, string> = {
  DATABASE_URL: 'a PostgreSQL 16+ server with pgvector 0.8+, in place of the embedded database',
  SIDECUE_DATA: 'where the embedded database lies (.sidecue)',
  SIDECUE_KNOWLEDGE: 'the knowledge folder (knowledge)',
  SIDECUE_HOST: 'address to listen on (127.0.0.1); beyond loopback it needs keys',
  SIDECUE_PORT: 'port to listen on (8787)',
  SIDECUE_DEBOUNCE_MS: 'quiet after a turn before suggesting (by channel); 0: at once',
  SIDECUE_LOG: 'silent, error, warn, info or debug (warn); JSON on stderr',
  SIDECUE_KEYS: 'role:key pairs, e.g. agent:s3cret,lead:0ther',
  SIDECUE_EMBEDDING_URL:
    'an OpenAI-compatible embeddings API; without it the model is a local folder',
  SIDECUE_EMBEDDING_MODEL: "the model's name there, or its folder",
  SIDECUE_EMBEDDING_KEY: 'its key',
  SIDECUE_EMBEDDING_SCOPE:
    'whose text it may get: customer (at an address), agent, all (in a folder)',
  SIDECUE_EMBEDDING_QUERY_PREFIX: "what it wants before a question, e.g. 'query: '",
  SIDECUE_EMBEDDING_PASSAGE_PREFIX: "and before a passage, e.g. 'passage: '",
  SIDECUE_EMBEDDING_DEADLINE_MS: 'how long a search waits for it (150)',
  SIDECUE_RERANK_URL: 'full address of a /rerank endpoint (Cohere, Jina, vLLM, TEI)',
  SIDECUE_RERANK_MODEL: 'its model',
  SIDECUE_RERANK_KEY: 'its key',
  SIDECUE_RERANK_DEADLINE_MS: 'how long a search waits for it (150)',
  SIDECUE_CHAT_URL: 'an OpenAI-compatible chat API for answers; without it articles are quoted',
  SIDECUE_CHAT_MODEL: 'its model',
  SIDECUE_CHAT_KEY: 'its key',
  SIDECUE_CHAT_FORMAT: 'how it is asked for a form: schema, object or text (schema)',
  SIDECUE_CHAT_FIRST_MS: 'until its first verified sentence (2500); then articles are quoted',
  SIDECUE_CHAT_TOTAL_MS: 'until its whole answer (6000)',
  SIDECUE_CHAT_MAX_TOKENS: 'tokens of an answer at most (1000)',
  SIDECUE_CHAT_INSTRUCTIONS: "the desk's own words to it on tone; no secrets",
  SIDECUE_TEAM: 'who pays: budgets are counted by this name and day (desk)',
  SIDECUE_CHAT_TOKENS_PER_DAY: 'tokens the team may use on a day',
  SIDECUE_CHAT_COST_PER_DAY: 'money it may spend, in the currency of the prices',
  SIDECUE_CHAT_INPUT_PRICE: 'per million tokens in',
  SIDECUE_CHAT_OUTPUT_PRICE: 'per million tokens out',
  SIDECUE_DISPATCH_LOOPBACK:
    'yes: tickets may go to this machine by http, for trials (no); secrets: SIDECUE_HOOK_…',
}

/** The settings for `--help`. */
export function settingsHelp(): string {
  const width = Math.max(...Object.keys(SETTINGS).map((name) => name.length))
  const lines = Object.entries(SETTINGS).map(([name, text]) => `  ${name.padEnd(width)}  ${text}`)
  return `\nSettings, read from the environment (defaults in brackets):\n${lines.join('\n')}`
}
