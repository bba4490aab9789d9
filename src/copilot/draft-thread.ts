import { Worker } from 'node:worker_threads'
import type { DraftedTranscript, DraftOptions, TicketDraft } from '../tickets/index.ts'
import type { Triage } from '../triage/classifier/index.ts'

/** Makes the draft of a transcript. */
export type MakeDraft = (
  transcript: DraftedTranscript,
  options: { classification: Triage | null; now: Date },
) => Promise<TicketDraft>

export type DraftOrder = {
  number: number
  transcript: DraftedTranscript
  classification: Triage | null
  now: Date
}
export type DraftAnswer = { number: number; draft: TicketDraft } | { number: number; fault: string }

export type DraftThread = { make: MakeDraft; close(): Promise<void> }

/**
 * Drafts in a thread of its own: reading a long conversation keeps no suggestion waiting. Started with the first
 * draft; one that dies fails what it was given and is started again for the next.
 */
export function startDraftThread({ timeZone, taxonomy }: DraftOptions['desk']): DraftThread {
  const waiting = new Map<number, PromiseWithResolvers<TicketDraft>>()
  let worker: Worker | undefined
  let last = 0

  function start(): Worker {
    const started = new Worker(new URL('./draft-worker.ts', import.meta.url), {
      workerData: { desk: { timeZone, taxonomy } },
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    })
    started.unref()
    started.on('message', (answer: DraftAnswer) => {
      const order = waiting.get(answer.number)
      waiting.delete(answer.number)
      if ('draft' in answer) order?.resolve(answer.draft)
      else order?.reject(new Error(`drafting failed: ${answer.fault}`))
      if (waiting.size === 0) started.unref()
    })
    const fail = (): void => {
      if (worker !== started) return
      worker = undefined
      for (const order of waiting.values()) order.reject(new Error('the drafting thread ended'))
      waiting.clear()
    }
    started.on('error', fail)
    started.on('exit', fail)
    return started
  }

  return {
    make(transcript, { classification, now }) {
      worker ??= start()
      const number = ++last
      const order = Promise.withResolvers<TicketDraft>()
      waiting.set(number, order)
      worker.ref()
      worker.postMessage({ number, transcript, classification, now } satisfies DraftOrder)
      return order.promise
    },
    async close() {
      await worker?.terminate()
    },
  }
}
