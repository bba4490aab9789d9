import type { Transcript } from '../../src/conversations/types.ts'
import type { AttackOutput } from './attack-surface.ts'
import type { World } from './open-world.ts'

/** What a ticket made of a conversation shows: its class and its summary. */
export async function readTicket(
  _world: World,
  _transcript: Transcript,
): Promise<Pick<AttackOutput, 'class' | 'summary' | 'errors'>> {
  return { errors: ['classifying and summarising are not there yet'] }
}
