import type { StoredTurn } from '../../http/api-types.ts'
import { ApiError, type Client } from '../api/client.ts'
import { unknownTurns } from './match-turns.ts'
import type { HostTurn } from './protocol.ts'

/** As many as the server takes at once. */
const BATCH = 300
/** Another tab may bring the same turns at the same time: then what is stored is read again. */
const ATTEMPTS = 5

type Known = Pick<StoredTurn, 'seq' | 'speaker' | 'text'>[]

/**
 * Brings what the host shows into a conversation, in the host's order and each turn once, also when two tabs do it.
 * Returns what is stored then, for the next time.
 */
export async function bringTurns(
  client: Client,
  conversation: string,
  shown: readonly HostTurn[],
  known: Known | null,
): Promise<Known> {
  let stored = known
  for (let attempt = 1; ; attempt += 1) {
    stored ??= (await client.conversation(conversation)).turns
    const fresh = unknownTurns(stored, shown)
    if (fresh.length === 0) return stored
    const first = (stored.at(-1)?.seq ?? 0) + 1
    const turns = fresh.slice(0, BATCH).map((turn, index) => ({ seq: first + index, ...turn }))
    try {
      await client.append(conversation, turns)
      stored = [...stored, ...turns]
      if (fresh.length <= BATCH) return stored
    } catch (error) {
      const isConflict = error instanceof ApiError && error.code === 'CONFLICT'
      if (!isConflict || attempt >= ATTEMPTS) throw error
      const { status, turns: now } = await client.conversation(conversation)
      // The customer has come back to what was closed.
      if (status === 'closed') await client.reopen(conversation)
      stored = now
    }
  }
}
