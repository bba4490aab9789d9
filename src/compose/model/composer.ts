import { randomBytes } from 'node:crypto'
import { countTokens } from '../../articles/count-tokens.ts'
import type { Clock } from '../../clock.ts'
import type { Budget } from '../../models/budget.ts'
import { ModelError, type ModelFault } from '../../models/model-error.ts'
import type { Placeholders } from '../../models/placeholders.ts'
import { withRetry } from '../../models/retry.ts'
import type { ChatModel, ChatRequest, ChatUsage } from '../../models/types.ts'
import { type DraftSentence, joinSentences } from '../draft.ts'
import { buildRequest, type ComposeTask } from './build-request.ts'
import { findDropped } from './find-dropped.ts'
import { createModelRest } from './model-rest.ts'
import { PROMPT_VERSION, readPrompts } from './read-prompt.ts'
import { stepsInOrder } from './steps-in-order.ts'
import type { ClaimChecks, FallbackReason, GivenSentence } from './types.ts'
import { newTally, type StreamTally, verifiedSentences } from './verified-sentences.ts'

export type ComposerSettings = {
  /** Until the first verified sentence, and until the end of the answer. */
  firstMs: number
  totalMs: number
  /** Tokens of an answer at most. */
  maxTokens: number
  /** The desk's own words to the model on tone; no secret, no knowledge. */
  instructions?: string
}

export type ComposerDeps = {
  chat: ChatModel
  clock: Clock
  settings: ComposerSettings
  /** Left out: no limit, nothing counted. */
  budget?: Budget
}

/** How a run went, for operators: figures and reasons, no text. */
export type ComposeReport = {
  reason: FallbackReason | null
  model: string
  /** Version of the prompt's wording. */
  prompt: string
  cut: StreamTally['cut']
  broken: number
  claims: number
  usage: ChatUsage
  /** From the call to the first verified sentence; null when none came. */
  firstMs: number | null
  ms: number
}

/** Sentences that stood every test, or none: then the extractive answer is told. */
export type Composed =
  | { isOk: true; sentences: DraftSentence[]; said: string[]; report: ComposeReport }
  | { isOk: false; report: ComposeReport }

export type FullTask = ComposeTask & {
  placeholders: Placeholders
  checks: ClaimChecks
  /** The sentences of the extractive answer: what it says of steps, conditions and figures has to be there. */
  required: readonly { text: string }[]
}

export type Composer = {
  /**
   * Tells a task's passages in a model's words. Never throws for what a model does; throws the signal's
   * reason when cancelled, after what was used is counted.
   */
  compose(task: FullTask, options: { signal?: AbortSignal | undefined }): Promise<Composed>
}

/** A composer over one chat model. The prompts are read here, once. */
export function createComposer(deps: ComposerDeps): Composer {
  const prompts = readPrompts()
  const { maxTokens, instructions = '' } = deps.settings
  const rest = createModelRest(() => deps.clock.now().getTime())
  return {
    async compose(task, { signal }) {
      signal?.throwIfAborted()
      if (rest.isResting) return { isOk: false, report: unasked(deps.chat, 'resting') }
      const nonce = randomBytes(9).toString('hex')
      const { placeholders } = task
      const parts = { nonce, placeholders, instructions, maxTokens }
      const run = new Run(deps, { ...task, nonce }, await buildRequest(prompts, task, parts))
      const composed = await run.compose(signal)
      signal?.throwIfAborted()
      rest.note(composed.report.reason)
      return composed
    },
  }
}

/** The report of a run that did not take place. */
function unasked({ id }: ChatModel, reason: FallbackReason): ComposeReport {
  const usage = { inputTokens: 0, outputTokens: 0 }
  const nothing = { cut: {}, broken: 0, claims: 0, usage, firstMs: null, ms: 0 }
  return { reason, model: id, prompt: PROMPT_VERSION, ...nothing }
}

type RunTask = FullTask & { nonce: string }

/** One call of the model, from the leave to spend to what it used. */
class Run {
  readonly #deps: ComposerDeps
  readonly #task: RunTask
  readonly #request: ChatRequest
  readonly #started = performance.now()
  readonly #tally = newTally()
  readonly #sentences: DraftSentence[] = []
  readonly #told = new Set<GivenSentence>()
  readonly #said: string[] = []
  #firstMs: number | null = null

  constructor(deps: ComposerDeps, task: RunTask, request: ChatRequest) {
    this.#deps = deps
    this.#task = task
    this.#request = request
  }

  async compose(signal: AbortSignal | undefined): Promise<Composed> {
    const { budget, settings } = this.#deps
    const inputTokens = tokensOf(this.#request)
    const grant = await budget?.reserve({ inputTokens, outputTokens: settings.maxTokens })
    if (grant === null) return { isOk: false, report: unasked(this.#deps.chat, 'over-budget') }
    const reason = await this.#gather(signal)
    const usage = this.#tally.usage ?? estimateUsage(inputTokens, this.#tally, reason)
    await grant?.settle(usage)
    if (reason !== null) return this.#fallBack(reason, usage)
    const [sentences, said] = [this.#sentences, this.#said]
    return { isOk: true, sentences, said, report: this.#report(null, usage) }
  }

  /** Takes in verified sentences until the end or a deadline; says why they are not to be told, if so. */
  async #gather(signal: AbortSignal | undefined): Promise<FallbackReason | null> {
    const { chat, clock, settings } = this.#deps
    const late = new AbortController()
    const cancelFirst = clock.after(settings.firstMs, () => late.abort('first-sentence-late'))
    const cancelTotal = clock.after(settings.totalMs, () => late.abort('late'))
    const both = signal ? AbortSignal.any([signal, late.signal]) : late.signal
    const deadline = clock.now().getTime() + settings.firstMs
    const model = withRetry(chat, { clock, deadline })
    try {
      const stream = verifiedSentences(model, this.#request, this.#task, this.#tally, both)
      for await (const released of stream) {
        cancelFirst()
        this.#firstMs ??= this.#elapsedMs()
        this.#sentences.push(...released.sentences)
        this.#said.push(...released.said)
        for (const one of released.told) this.#told.add(one)
      }
      return this.#judge()
    } catch (error) {
      if (late.signal.aborted) return late.signal.reason as 'first-sentence-late' | 'late'
      return error instanceof ModelError ? REASONS[error.fault] : 'failed'
    } finally {
      cancelFirst()
      cancelTotal()
    }
  }

  /** Why what was verified is not enough of an answer; null when it is. */
  #judge(): FallbackReason | null {
    const { passages, required, checks } = this.#task
    if (this.#tally.hasTooMuch) return 'too-long'
    if (this.#tally.claims === 0) return 'no-claims'
    if (this.#sentences.length === 0) return 'nothing-verified'
    if (!stepsInOrder(this.#told, passages)) return 'out-of-order'
    const told = { sentences: this.#told, passages, required }
    const dropped = findDropped(joinSentences(this.#sentences), told, checks)
    return dropped.length > 0 ? 'incomplete' : null
  }

  #fallBack(reason: FallbackReason, usage: ChatUsage): Composed {
    return { isOk: false, report: this.#report(reason, usage) }
  }

  #report(reason: FallbackReason | null, usage: ChatUsage): ComposeReport {
    const { cut, broken, claims } = this.#tally
    const [model, firstMs, ms] = [this.#deps.chat.id, this.#firstMs, this.#elapsedMs()]
    const figures = { cut, broken, claims, usage, firstMs, ms }
    return { reason, model, prompt: PROMPT_VERSION, ...figures }
  }

  #elapsedMs(): number {
    return Math.round((performance.now() - this.#started) * 10) / 10
  }
}

const REASONS: Record<ModelFault, FallbackReason> = {
  unreachable: 'unreachable',
  timeout: 'late',
  aborted: 'late',
  refused: 'refused',
  'bad-answer': 'bad-answer',
  'wrong-dimension': 'bad-answer',
  declined: 'declined',
  'tool-call': 'tool-call',
}

function tokensOf({ messages }: ChatRequest): number {
  return Math.ceil(messages.reduce((sum, { content }) => sum + countTokens(content), 0))
}

/** Where the endpoint did not say, because it never does or because it was cut off: what passed by here. */
function estimateUsage(
  inputTokens: number,
  { outputChars }: StreamTally,
  reason: FallbackReason | null,
): ChatUsage {
  const isUnheard = reason === 'unreachable' || reason === 'refused'
  return { inputTokens: isUnheard ? 0 : inputTokens, outputTokens: Math.ceil(outputChars / 1.5) }
}
