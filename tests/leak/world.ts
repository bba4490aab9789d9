import { pino } from 'pino'
import { systemClock } from '../../src/clock.ts'
import { checkDraft } from '../../src/copilot/check-draft.ts'
import { createDrafter, DRAFTER_SETTINGS } from '../../src/copilot/draft-tickets.ts'
import { warningsOf } from '../../src/copilot/find-warnings.ts'
import { watchHidden } from '../../src/copilot/hidden-watch.ts'
import { createLive } from '../../src/copilot/live.ts'
import { suggest } from '../../src/copilot/suggest.ts'
import type { Database } from '../../src/db/index.ts'
import { type Desk, loadDesk } from '../../src/desk/index.ts'
import { type IndexReport, indexFolder } from '../../src/indexing/index.ts'
import { draftTicket } from '../../src/tickets/index.ts'
import { triageTranscript } from '../../src/triage/classifier/index.ts'
import { AT_ONCE, openApp, type TestApp } from '../http/support.ts'
import type { Folder } from '../indexing/support.ts'
import type { Engine } from '../support/engines.ts'

/** The whole program over a folder of knowledge: nothing in it is a stand-in. */
export type World = {
  db: Database
  api: TestApp
  desk: Desk
  report: IndexReport
  /** Every line that was logged, at the most talkative level. */
  logged: string[]
  index(): Promise<IndexReport>
  close(): Promise<void>
}

export async function openWorld(engine: Engine, folder: Folder): Promise<World> {
  const logged: string[] = []
  const log = pino({ level: 'trace' }, { write: (line: string) => logged.push(line) })
  const db = await engine.open({ log })
  const { desk } = await loadDesk('knowledge')
  const hidden = watchHidden(db)
  const index = async () => {
    const report = await indexFolder(db, { knowledgeDir: folder.path, allowRemovals: true, log })
    await hidden.refresh()
    return report
  }
  const report = await index()
  const ask: TestApp['deps']['suggest'] = (transcript, options) =>
    suggest({ db, desk, clock: systemClock }, transcript, options)
  const live = createLive({ db, desk, clock: systemClock, log, settings: AT_ONCE, suggest: ask })
  const drafter = createDrafter({
    ...{ db, desk, log, clock: systemClock, settings: DRAFTER_SETTINGS },
    readClass: async () => null,
    draft: async (transcript, { now }) => {
      const triage = triageTranscript(transcript, desk)
      return { triage, draft: draftTicket(transcript, { desk, classification: triage, now }) }
    },
  })
  const api = await openApp(db, {
    ...{ live, desk, log, suggest: ask },
    findWarnings: warningsOf(desk),
    draftTicket: (id) => drafter.draftNow(id),
    check: (draft) =>
      checkDraft(
        {
          ...{ db, desk, hidden: hidden.current() },
          onMatch: (sources) => log.warn({ articles: sources.length }, 'draft-like-hidden-text'),
        },
        draft,
      ),
  })
  return {
    ...{ db, api, desk, report, logged, index },
    async close() {
      await drafter.close()
      await live.close()
      await api.close()
      await db.close()
    },
  }
}

export const as = (role: string): Record<string, string> => ({
  authorization: `Bearer demo-${role}`,
})

/** Status, headers and body: all that an answer tells. */
export async function wholeAnswer(response: Response): Promise<string> {
  const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`)
  return `${response.status}\n${headers.join('\n')}\n\n${await response.text()}`
}
