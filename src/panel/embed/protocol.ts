/** The version of the protocol that this panel and its script speak; it stands in every message. */
export const PROTOCOL = 1

export const CHANNELS = ['chat', 'hotline', 'email'] as const
const SPEAKERS = ['customer', 'agent', 'system'] as const
const LANGS = ['zh-Hans', 'zh-Hant', 'en'] as const
const MAX_REF = 200
const MAX_TURNS = 2_000
/** As the server takes it. */
export const MAX_TURN_LENGTH = 8_000

/** One contribution as the host shows it. Its number is Sidecue's own affair. */
export type HostTurn = { speaker: (typeof SPEAKERS)[number]; text: string; at?: string }

/** The conversation the host shows: by the host's own reference. Whose it is, no message says. */
export type HostConversation = {
  ref: string
  channel: (typeof CHANNELS)[number]
  lang?: (typeof LANGS)[number]
  /** Oldest first; all of them, or the latest. */
  turns: HostTurn[]
}

export type FromHost =
  /** `insert`: the host can put a text into its reply box. */
  | { type: 'hello'; insert: boolean }
  | { type: 'conversation'; conversation: HostConversation }
  | { type: 'turns'; ref: string; turns: HostTurn[] }
  | { type: 'clear' }
  | { type: 'inserted'; insert: number; ok: boolean }

export type FromPanel =
  | { type: 'ready'; versions: number[] }
  | { type: 'bound'; ref: string; conversation: string }
  | { type: 'insert'; insert: number; ref: string; text: string }
  | { type: 'ignored'; why: string }

export type Read<T> = { ok: true; message: T } | { ok: false; why: string; isOurs: boolean }

/** The message as it goes over the line: one flat object. */
export function wrap(message: FromHost | FromPanel): object {
  if (message.type !== 'conversation') return { sidecue: PROTOCOL, ...message }
  return { sidecue: PROTOCOL, type: message.type, ...message.conversation }
}

/** What a host says; `why` names the field, what was found and what is allowed. */
export function readFromHost(data: unknown): Read<FromHost> {
  return read(data, (type, fields) => {
    switch (type) {
      case 'hello':
        return { type, insert: fields.insert === true }
      case 'clear':
        return { type }
      case 'conversation':
        return { type, conversation: readConversation(fields) }
      case 'turns':
        return { type, ref: readRef(fields.ref), turns: readTurns(fields.turns) }
      case 'inserted':
        return { type, insert: Number(fields.insert), ok: fields.ok === true }
      default:
        return wrong('type', type, 'hello, conversation, turns, clear, inserted')
    }
  })
}

/** What the panel says. */
export function readFromPanel(data: unknown): Read<FromPanel> {
  return read(data, (type, fields) => {
    const text = (name: string) => readText(name, fields[name], MAX_TURN_LENGTH)
    switch (type) {
      case 'ready':
        return { type, versions: [PROTOCOL] }
      case 'bound':
        return { type, ref: text('ref'), conversation: text('conversation') }
      case 'insert':
        return { type, insert: Number(fields.insert), ref: text('ref'), text: text('text') }
      case 'ignored':
        return { type, why: text('why') }
      default:
        return wrong('type', type, 'ready, bound, insert, ignored')
    }
  })
}

type Fields = Record<string, unknown>
class Wrong extends Error {}

function read<T>(data: unknown, readAs: (type: unknown, fields: Fields) => T): Read<T> {
  const isOurs = isFields(data) && 'sidecue' in data
  if (!isOurs)
    return { ok: false, isOurs, why: 'no message of this protocol: the key sidecue is missing' }
  if (data.sidecue !== PROTOCOL) {
    const why = `sidecue: found version ${show(data.sidecue)}, this side speaks ${PROTOCOL}; load embed.js from the same server as the panel`
    return { ok: false, isOurs, why }
  }
  try {
    return { ok: true, message: readAs(data.type, data) }
  } catch (error) {
    if (error instanceof Wrong) return { ok: false, isOurs, why: error.message }
    throw error
  }
}

function readConversation(fields: Fields): HostConversation {
  const { channel = 'chat', lang, turns = [] } = fields
  const isChannel = CHANNELS.find((one) => one === channel)
  if (!isChannel) return wrong('channel', channel, CHANNELS.join(', '))
  const isLang = LANGS.find((one) => one === lang)
  if (lang !== undefined && !isLang) return wrong('lang', lang, LANGS.join(', '))
  return {
    ref: readRef(fields.ref),
    channel: isChannel,
    ...(isLang ? { lang: isLang } : {}),
    turns: readTurns(turns),
  }
}

function readRef(ref: unknown): string {
  const text = typeof ref === 'number' ? String(ref) : ref
  return readText('ref', text, MAX_REF)
}

function readTurns(turns: unknown): HostTurn[] {
  if (!Array.isArray(turns)) return wrong('turns', turns, 'a list')
  if (turns.length > MAX_TURNS)
    return wrong('turns', `${turns.length} turns`, `at most ${MAX_TURNS}`)
  return turns.map((turn: unknown, index) => {
    const at = `turns[${index}]`
    if (!isFields(turn)) return wrong(at, turn, 'an object with speaker and text')
    const speaker = SPEAKERS.find((one) => one === turn.speaker)
    if (!speaker) return wrong(`${at}.speaker`, turn.speaker, SPEAKERS.join(', '))
    const text = readText(`${at}.text`, turn.text, MAX_TURN_LENGTH)
    if (turn.at === undefined) return { speaker, text }
    if (typeof turn.at !== 'string' || Number.isNaN(Date.parse(turn.at)))
      return wrong(`${at}.at`, turn.at, 'an instant such as 2026-11-21T10:00:00+08:00')
    return { speaker, text, at: new Date(turn.at).toISOString() }
  })
}

function readText(field: string, value: unknown, max: number): string {
  if (typeof value !== 'string' || value.trim() === '') return wrong(field, value, 'a text')
  if (value.length > max) return wrong(field, `${value.length} characters`, `at most ${max}`)
  return value
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Says of a text only that it is one: what customers say is in no message about messages. */
function show(value: unknown): string {
  return typeof value === 'string' ? `a text of ${value.length} characters` : String(value)
}

function wrong(field: string, found: unknown, allowed: string): never {
  throw new Wrong(`${field}: found ${show(found)}; allowed: ${allowed}`)
}
