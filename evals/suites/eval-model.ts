import { systemClock } from '../../src/clock.ts'
import { createComposer } from '../../src/compose/model/composer.ts'
import { readConfig } from '../../src/config.ts'
import type { CopilotModel } from '../../src/copilot/compose-by-model.ts'
import { AppError } from '../../src/errors.ts'
import { createOpenaiChat } from '../../src/models/openai-chat.ts'
import type { ChatUsage } from '../../src/models/types.ts'
import { countedModel, type RecordedModel, recordedModel } from '../recorded-model.ts'
import type { ModelOptions } from '../results.ts'

/** Nobody waits for the answers of an eval: a slow model is no worse a model. */
const NO_HURRY_MS = 60_000
const MAX_TOKENS = 1_000

export type EvalModel = {
  model: CopilotModel
  throwIfUnknown(): void
  /** Tokens of all replies so far. */
  usage(): ChatUsage
}

/** The language model of an eval: its kept replies, or the one that the environment names (see `ModelOptions`). */
export function openEvalModel(options: ModelOptions): EvalModel {
  const { chat, throwIfUnknown, usage } = openChat(options)
  const limits = { firstMs: NO_HURRY_MS, totalMs: NO_HURRY_MS, maxTokens: MAX_TOKENS }
  const composer = createComposer({ chat, clock: systemClock, settings: limits })
  return { model: { composer, report: () => {} }, throwIfUnknown, usage }
}

/** The model itself, replayed, recorded or live. Throws `BAD_INPUT` where one is to be asked and none is named. */
export function openChat({ name, replies, mode = 'replay' }: ModelOptions): RecordedModel {
  if (mode === 'replay') return recordedModel(replies, name)
  const { chat: settings } = readConfig(process.env)
  if (settings?.model !== name) {
    throw new AppError('BAD_INPUT', `There is no model '${name}' to be asked.`, {
      hint: `Set SIDECUE_CHAT_URL and SIDECUE_CHAT_MODEL=${name} (and SIDECUE_CHAT_KEY where it wants one).`,
    })
  }
  const live = createOpenaiChat({ ...settings, name, timeoutMs: NO_HURRY_MS }, settings)
  return mode === 'live' ? countedModel(live) : recordedModel(replies, name, live)
}
