import { systemClock } from '../../src/clock.ts'
import { createComposer } from '../../src/compose/model/composer.ts'
import { readConfig } from '../../src/config.ts'
import type { CopilotModel } from '../../src/copilot/compose-by-model.ts'
import { createOpenaiChat } from '../../src/models/openai-chat.ts'
import { recordedModel } from '../recorded-model.ts'

/** Nobody waits for the answers of an eval: a slow model is no worse a model. */
const NO_HURRY_MS = 60_000
const MAX_TOKENS = 1_000

export type EvalModel = { model: CopilotModel; throwIfUnknown(): void }

/**
 * The language model of an eval: its kept replies, and the one that the environment names for what is not
 * kept yet.
 */
export function openEvalModel(replies: string, name: string): EvalModel {
  const { chat: settings } = readConfig(process.env)
  const live =
    settings?.model === name
      ? createOpenaiChat({ ...settings, name, timeoutMs: NO_HURRY_MS }, settings)
      : undefined
  const { chat, throwIfUnknown } = recordedModel(replies, name, live)
  const limits = { firstMs: NO_HURRY_MS, totalMs: NO_HURRY_MS, maxTokens: MAX_TOKENS }
  const composer = createComposer({ chat, clock: systemClock, settings: limits })
  return { model: { composer, report: () => {} }, throwIfUnknown }
}
