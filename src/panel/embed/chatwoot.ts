import { type HostConversation, type HostTurn, MAX_TURN_LENGTH, type Read } from './protocol.ts'

/** What a Dashboard App says to its parent to be told the conversation. It carries nothing, so it may go to anyone. */
export const CHATWOOT_ASK = 'chatwoot-dashboard-app:fetch-info'

/** Chatwoot's numbers: incoming from the contact, outgoing from an agent, activity, template (a bot's greeting). */
const SPEAKERS: Record<string, HostTurn['speaker']> = {
  0: 'customer',
  1: 'agent',
  2: 'system',
  3: 'agent',
  incoming: 'customer',
  outgoing: 'agent',
  activity: 'system',
  template: 'agent',
}

/**
 * Chatwoot's `appContext`: a JSON string. Only the conversation is taken from it; the contact and the agent it names
 * are not, because anybody can write such a string. Private notes are no part of what was said.
 */
export function readAppContext(data: unknown): Read<HostConversation> {
  const isOurs = typeof data === 'string' && data.includes('appContext')
  if (!isOurs) return { ok: false, isOurs, why: 'no appContext of Chatwoot' }
  try {
    const { event, data: context } = JSON.parse(data) as { event?: unknown; data?: unknown }
    const { conversation } = (context ?? {}) as { conversation?: Record<string, unknown> }
    const id = conversation?.id
    if (event !== 'appContext' || (typeof id !== 'number' && typeof id !== 'string'))
      return { ok: false, isOurs, why: 'appContext: data.conversation.id is missing' }
    const { messages = [], meta } = conversation ?? {}
    if (!Array.isArray(messages))
      return { ok: false, isOurs, why: 'appContext: data.conversation.messages is no list' }
    const channel = String((meta as { channel?: unknown } | undefined)?.channel ?? '')
    return {
      ok: true,
      message: {
        ref: `chatwoot-${id}`.slice(0, 200),
        channel: /email/iu.test(channel) ? 'email' : 'chat',
        turns: messages.flatMap(readMessage),
      },
    }
  } catch {
    return { ok: false, isOurs, why: 'appContext: the text is not JSON' }
  }
}

function readMessage(message: unknown): HostTurn[] {
  if (typeof message !== 'object' || message === null) return []
  const {
    content,
    message_type: type,
    private: isPrivate,
    created_at: at,
  } = message as Record<string, unknown>
  const speaker = SPEAKERS[String(type)]
  if (typeof content !== 'string' || content.trim() === '' || isPrivate === true || !speaker)
    return []
  const time = instant(at)
  return [{ speaker, text: content.slice(0, MAX_TURN_LENGTH), ...(time ? { at: time } : {}) }]
}

/** Chatwoot gives seconds since 1970, in some places an ISO text. */
function instant(at: unknown): string | null {
  const ms =
    typeof at === 'number' ? at * 1_000 : typeof at === 'string' ? Date.parse(at) : Number.NaN
  return Number.isNaN(ms) || Math.abs(ms) > 8.64e15 ? null : new Date(ms).toISOString()
}
