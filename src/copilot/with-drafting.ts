import type { Drafter } from './draft-tickets.ts'
import type { Live } from './live.ts'

/** The live runner, which also keeps ticket drafts up to date: whoever tells it of turns tells both. */
export function withDrafting(live: Live, drafter: Drafter): Live {
  return {
    ...live,
    turnsAppended(appended) {
      live.turnsAppended(appended)
      if (appended.changed.some(({ final }) => final))
        drafter.turnsChanged(appended.conversation.id)
    },
    stop(conversation) {
      live.stop(conversation)
      drafter.ended(conversation)
    },
    async takeUpForgotten() {
      await live.takeUpForgotten()
      await drafter.takeUpForgotten()
    },
    async close() {
      await drafter.close()
      await live.close()
    },
  }
}
