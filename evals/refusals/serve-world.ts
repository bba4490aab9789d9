import { systemClock } from '../../src/clock.ts'
import { createEventHub } from '../../src/conversations/index.ts'
import { checkDraft } from '../../src/copilot/check-draft.ts'
import { warningsOf } from '../../src/copilot/find-warnings.ts'
import { createLive } from '../../src/copilot/live.ts'
import { LIVE_SETTINGS } from '../../src/copilot/live-settings.ts'
import { readAccess } from '../../src/http/callers.ts'
import { listen } from '../../src/http/serve.ts'
import { silentLog } from '../../src/log.ts'
import type { World } from '../suites/open-world.ts'

export type Served = { url: string; stop(): Promise<void> }

/** The API over a world, on a port of this machine. `gridMs`: that of refusals; 0: none. */
export async function serveWorld(world: World, gridMs: number): Promise<Served> {
  const { db, desk } = world
  const clock = systemClock
  const log = silentLog
  const shutdown = new AbortController()
  const hub = await createEventHub(db)
  const settings = {
    ...LIVE_SETTINGS,
    ...{ debounceMs: { hotline: 0, chat: 0, email: 0 }, longestWaitMs: 0, refusalGridMs: gridMs },
  }
  const suggest = (transcript: Parameters<World['suggest']>[0]) => world.suggest(transcript)
  const live = createLive({ db, desk, clock, log, settings, suggest })
  const server = await listen(
    {
      ...{ db, desk, clock, log, hub, live, suggest },
      access: readAccess(undefined),
      refusalGridMs: gridMs,
      findWarnings: warningsOf(desk),
      check: (draft) => checkDraft({ db, desk }, draft),
      draftTicket: async () => undefined,
      dispatchDue: () => {},
      knowledge: () => 'served',
      knowledgeDir: world.folder,
      panelDir: 'dist/panel',
      version: '0.0.0',
      shutdown: shutdown.signal,
    },
    { host: '127.0.0.1', port: 0 },
  )
  return {
    url: server.url,
    async stop() {
      shutdown.abort()
      await server.stop()
      await live.close()
      await hub.close()
    },
  }
}
