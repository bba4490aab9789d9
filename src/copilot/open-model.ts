import type { Clock } from '../clock.ts'
import type { ChatSettings } from '../config.ts'
import type { Database } from '../db/index.ts'
import type { Desk } from '../desk/types.ts'
import type { Log } from '../log.ts'
import type { CopilotModel } from './compose-by-model.ts'

type OpenModelDeps = { db: Database; desk: Desk; clock: Clock; log: Log }

/**
 * The language model of a desk, as its settings name it; undefined where they name none. Its libraries are
 * loaded here, so that a desk without a model does not wait for them.
 */
export async function openModel(
  settings: ChatSettings | undefined,
  { db, desk, clock, log }: OpenModelDeps,
): Promise<CopilotModel | undefined> {
  if (settings === undefined) return undefined
  const [{ createComposer }, { createOpenaiChat }, { createBudget }, { reportRun }] =
    await Promise.all([
      import('../compose/model/composer.ts'),
      import('../models/openai-chat.ts'),
      import('../models/budget.ts'),
      import('./report-model-run.ts'),
    ])
  const { url, key, model: name, totalMs: timeoutMs, format } = settings
  const chat = createOpenaiChat({ url, key, name, timeoutMs }, { format })
  const budget = createBudget(db, { ...settings, timeZone: desk.timeZone })
  const composer = createComposer({ chat, clock, settings, budget })
  return { composer, report: (run) => reportRun(log, run) }
}
