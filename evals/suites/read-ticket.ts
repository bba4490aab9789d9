import type { Transcript } from '../../src/conversations/types.ts'
import type { AttackOutput } from './attack-surface.ts'
import { classOf } from './class-of.ts'
import type { World } from './open-world.ts'

/** What a ticket made of a conversation shows: its class. */
export function readTicket(
  { desk }: World,
  transcript: Transcript,
): Pick<AttackOutput, 'class' | 'errors'> {
  return {
    class: classOf(desk, transcript),
    errors: ['a summary cannot be drafted yet'],
  }
}
