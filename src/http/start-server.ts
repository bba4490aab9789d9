import { join } from 'node:path'
import { systemClock } from '../clock.ts'
import type { Config } from '../config.ts'
import { createEventHub, forgetOldChecks } from '../conversations/index.ts'
import { checkDraft } from '../copilot/check-draft.ts'
import { openClassWork } from '../copilot/class-work.ts'
import { warningsOf } from '../copilot/find-warnings.ts'
import { fireDueTimers } from '../copilot/fire-timers.ts'
import { forgetByAge } from '../copilot/forget.ts'
import { digestOf, watchHidden } from '../copilot/hidden-watch.ts'
import { createLive } from '../copilot/live.ts'
import { withClasses } from '../copilot/live-class.ts'
import { liveSettings } from '../copilot/live-settings.ts'
import { maskText } from '../copilot/mask-turns.ts'
import { openModel } from '../copilot/open-model.ts'
import { REFUSAL_GRID_MS } from '../copilot/refusal-grid.ts'
import { suggest } from '../copilot/suggest.ts'
import { openTicketWork } from '../copilot/ticket-work.ts'
import { withDrafting } from '../copilot/with-drafting.ts'
import { withdrawStale } from '../copilot/withdraw-stale.ts'
import { clockSetBack, type Database, markTime, openDatabase } from '../db/index.ts'
import { type Desk, loadDesk } from '../desk/index.ts'
import { AppError, type Flaw } from '../errors.ts'
import { openSearchModels } from '../indexing/embed-for-search.ts'
import { type IndexReport, indexFolder, sweepWindows } from '../indexing/index.ts'
import { applyRankSignal, learnNow } from '../insights/learn/index.ts'
import { fillFacts } from '../insights/reports/index.ts'
import { createLog, type Log } from '../log.ts'
import { noticeIncidents, troubleOf } from '../triage/incidents/index.ts'
import type { AppDeps } from './app-deps.ts'
import { readAccess } from './callers.ts'
import { forgetOldKeys } from './idempotency.ts'
import { listen, PROJECT_FOLDER, readVersion, refuseOpenDoor } from './serve.ts'

/** What a start tells whoever runs it. */
export type StartReport = {
  onProgress: (progress: { phase: string; done: number; total: number }) => void
  onFlaws: (flaws: Flaw[]) => void
  /** Requests are taken. `isFirst`: nothing is indexed yet, answers come when that is done. */
  onListening: (server: { url: string; isFirst: boolean; isDemo: boolean }) => void
  /** Knowledge is in step with the folder. */
  onIndexed: (report: IndexReport) => void
  /** The folder could not be indexed; what was indexed before is still served. */
  onIndexFailed: (error: unknown) => void
}

export type RunningServer = { url: string; port: number; stop(): Promise<void> }

/** How often turns are looked for whose process has died. */
const TAKE_UP_MS = 5_000
/** How often it is looked whether a reply, a reminder or a call back is due. */
const DUE_MS = 1_000
/** How often reports of trouble are compared with each other. */
const NOTICE_MS = 2_000
/** How often it is looked for tickets to send and to chase, and for promises to keep. */
const TEND_MS = 5_000
/** How often figures are worked out of what was said, so that a report does not wait for it. */
const FACTS_MS = 60_000
/** How often released and expired text is moved to where it is looked for fastest. */
const SWEEP_MS = 60_000
/** How often the database's clock is looked at. */
const CLOCK_MS = 5_000
/** How often feedback that has come in is learned from. */
const LEARN_MS = 60_000
/** How often corrected classes are looked for that another process has taken. */
const TRAIN_MS = 15_000
/** How often answers kept for an Idempotency-Key are looked through. */
const FORGET_MS = 60 * 60 * 1_000

/**
 * Opens the database, listens and brings the index in step with the knowledge folder meanwhile.
 * Throws an `AppError` with what to do when it cannot start.
 */
export async function startServer(config: Config, report: StartReport): Promise<RunningServer> {
  const access = readAccess(config.keys)
  refuseOpenDoor(config.host, access)
  const log = createLog(config.logLevel)
  const { desk, flaws } = await loadDesk(config.knowledgeDir)
  report.onFlaws(flaws)
  const db = await openDatabase({
    databaseUrl: config.databaseUrl,
    dataDir: config.dataDir,
    log,
    onProgress: (phase) => report.onProgress({ phase, done: 0, total: 0 }),
  })
  try {
    return await run(db, { config, access, log, desk, report })
  } catch (error) {
    await db.close()
    throw error
  }
}

type Parts = {
  config: Config
  access: AppDeps['access']
  log: Log
  desk: Desk
  report: StartReport
}

async function run(db: Database, parts: Parts): Promise<RunningServer> {
  const { config, access, log, desk, report } = parts
  const shutdown = new AbortController()
  const behindMs = await markTime(db)
  if (behindMs > 0) throw clockSetBack(behindMs)
  let isHeld = false
  const lookAtClock = async (): Promise<void> => {
    const nowBehindMs = await markTime(db)
    if (nowBehindMs > 0) log.error({ behindMs: nowBehindMs }, 'clock-set-back')
    isHeld = nowBehindMs > 0
  }
  const isFirst = !(await hasKnowledge(db))
  let knowledge: ReturnType<AppDeps['knowledge']> = isFirst ? 'indexing' : 'served'
  const model = await openModel(config.chat, { db, desk, clock: systemClock, log })
  const embedder = await openSearchModels(db, config, { log, mask: maskText })
  const ask: AppDeps['suggest'] = async (transcript, options) => {
    if (isHeld) throw clockSetBack(0)
    return suggest({ db, desk, clock: systemClock, model }, transcript, options)
  }
  await applyRankSignal(db, desk)
  const hub = await createEventHub(db)
  const settings = liveSettings(
    config.debounceMs,
    db.capabilities,
    model !== undefined,
    desk.timers,
  )
  const tickets = openTicketWork({
    ...{ db, desk, log, clock: systemClock, version: readVersion() },
    ...{ secrets: config.hookSecrets, allowLoopback: config.dispatchLoopback },
  })
  const classes = await openClassWork({ db, desk, clock: systemClock, log }, config.chat)
  const live = withDrafting(
    withClasses(
      createLive({ db, desk, clock: systemClock, log, settings, suggest: ask }),
      classes.live,
    ),
    tickets.drafter,
  )
  const hidden = watchHidden(db)
  const onMatch = (sources: string[]) =>
    log.warn({ articles: sources.map(digestOf) }, 'draft-like-hidden-text')
  const server = await listen(
    {
      ...{ db, access, hub, live, desk, log, classes },
      findWarnings: warningsOf(desk),
      findTrouble: troubleOf(desk),
      check: (draft) => checkDraft({ db, desk, hidden: hidden.current(), onMatch }, draft),
      draftTicket: (id) => tickets.drafter.draftNow(id),
      dispatchDue: tickets.dispatchDue,
      clock: systemClock,
      suggest: ask,
      refusalGridMs: REFUSAL_GRID_MS,
      knowledge: () => (isHeld ? 'held' : knowledge),
      knowledgeDir: config.knowledgeDir,
      panelDir: join(PROJECT_FOLDER, 'dist', 'panel'),
      version: readVersion(),
      shutdown: shutdown.signal,
    },
    config,
  )
  report.onListening({ url: server.url, isFirst, isDemo: access.isDemo })
  const indexed = bringInStep(db, parts).then(async (isDone) => {
    knowledge = isDone || (await hasKnowledge(db)) ? 'served' : 'missing'
    embedder?.start()
    await hidden.refresh()
    await warmUp(ask)
  })
  const learn = async (): Promise<void> => {
    // Questions are held against hidden text, so not before that was read; and nothing is told while time is in doubt.
    if (isHeld || hidden.current() === undefined) return
    await learnNow({ db, desk, clock: systemClock, hidden: hidden.current() })
  }
  const stopTimers = startTimers(log, [
    { everyMs: TAKE_UP_MS, task: () => live.takeUpForgotten() },
    { everyMs: TEND_MS, task: onlyOneAtATime(() => tickets.tend()) },
    {
      everyMs: DUE_MS,
      task: onlyOneAtATime(() => fireDueTimers({ db, desk, clock: systemClock, log })),
    },
    {
      everyMs: NOTICE_MS,
      task: onlyOneAtATime(() => noticeIncidents(db, desk.incidents, systemClock.now())),
    },
    { everyMs: FACTS_MS, task: onlyOneAtATime(() => fillFactsOfLate(db, desk)) },
    { everyMs: TRAIN_MS, task: onlyOneAtATime(() => classes.learn()) },
    { everyMs: CLOCK_MS, task: lookAtClock },
    { everyMs: SWEEP_MS, task: () => sweep(db) },
    { everyMs: SWEEP_MS, task: () => hidden.refresh() },
    { everyMs: LEARN_MS, task: onlyOneAtATime(learn) },
    { everyMs: FORGET_MS, task: () => forgetOldKeys(db, systemClock.now()) },
    {
      everyMs: FORGET_MS,
      task: () => db.write('app', (sql) => forgetOldChecks(sql, systemClock.now())),
    },
    {
      everyMs: FORGET_MS,
      task: () => forgetByAge(db, desk.retentionDays, systemClock.now()),
    },
  ])

  return {
    url: server.url,
    port: server.port,
    async stop() {
      stopTimers()
      shutdown.abort()
      await server.stop()
      await live.close()
      await classes.close()
      await tickets.close()
      await hub.close()
      await Promise.allSettled([indexed])
      await embedder?.stop()
      await db.close()
    },
  }
}

/** What the first customer would wait for is loaded and compiled before: one run in each language. */
async function warmUp(ask: AppDeps['suggest']): Promise<void> {
  for (const text of ['请问怎么办理', '請問怎麼辦理', 'How does this work?']) {
    const turns = [{ seq: 1, speaker: 'customer', text, final: true, rev: 0 } as const]
    const { signal } = new AbortController()
    await ask({ channel: 'chat', turns: [...turns] }, { signal }).catch(() => undefined)
  }
}

/** Indexes the folder; true when it was done. What goes wrong is told, and the server goes on. */
async function bringInStep(db: Database, { config, log, report }: Parts): Promise<boolean> {
  try {
    const { knowledgeDir } = config
    const done = await indexFolder(db, { knowledgeDir, log, onProgress: report.onProgress })
    report.onFlaws(done.flaws)
    report.onIndexed(done)
    return true
  } catch (error) {
    const code = error instanceof AppError ? error.code : 'INTERNAL'
    log.error({ code }, 'index-failed')
    report.onIndexFailed(error)
    return false
  }
}

/** Whether anything was ever indexed here: a later start serves it at once. */
async function hasKnowledge(db: Database): Promise<boolean> {
  const rows = await db.read('index', (sql) => sql`select 1 from app.change limit 1`)
  return rows.length > 0
}

/** Some conversations at a time: what is older than that is worked out by the first report that asks for it. */
function fillFactsOfLate(db: Database, desk: Desk): Promise<number> {
  const end = systemClock.now()
  return fillFacts(db, desk, { start: new Date(end.getTime() - LATE_MS), end }, MOST_FACTS)
}

const LATE_MS = 3 * 24 * 60 * 60 * 1_000
const MOST_FACTS = 2_000

/** Moves what was released or has expired, and takes back what was suggested of text that has gone. */
async function sweep(db: Database): Promise<void> {
  await sweepWindows(db)
  await withdrawStale(db, systemClock.now())
}

/** Leaves a round out while the one before is still under way. */
function onlyOneAtATime(task: () => Promise<unknown>): () => Promise<unknown> {
  let running: Promise<unknown> | undefined
  return async () => {
    if (running) return
    running = task().finally(() => {
      running = undefined
    })
    await running
  }
}

function startTimers(
  log: Log,
  tasks: { everyMs: number; task: () => Promise<unknown> }[],
): () => void {
  const timers = tasks.map(({ everyMs, task }) =>
    setInterval(() => {
      // The next round tries again; what failed is in the log of the database or of the run.
      task().catch((error: unknown) => log.warn({ name: (error as Error).name }, 'timer-failed'))
    }, everyMs).unref(),
  )
  return () => {
    for (const timer of timers) clearInterval(timer)
  }
}
