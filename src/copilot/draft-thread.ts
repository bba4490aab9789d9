import { Worker } from 'node:worker_threads'
import type { Desk } from '../desk/types.ts'
import type { DraftedTranscript, TicketDraft } from '../tickets/index.ts'
import type { Triage } from '../triage/classifier/index.ts'

/** A draft and the class it was made with. */
export type MadeDraft = { draft: TicketDraft; triage: Triage | null }

/** Makes the draft of a transcript. Without a classification it is classified first. */
export type MakeDraft = (
  transcript: DraftedTranscript,
  options: { classification: Triage | null; now: Date },
) => Promise<MadeDraft>

export type DraftOrder = {
  number: number
  transcript: DraftedTranscript
  classification: Triage | null
  now: Date
}
export type DraftAnswer = { number: number; made: MadeDraft } | { number: number; fault: string }

export type DraftThread = { make: MakeDraft; close(): Promise<void> }

/**
 * Drafts in a thread of its own: reading a long conversation keeps no suggestion waiting, nor does learning how to
 * classify one. Started with the first
 * draft; one that dies fails what it was given and is started again for the next.
 */
export function startDraftThread(desk: Desk): DraftThread {
  const waiting = new Map<number, PromiseWithResolvers<MadeDraft>>()
  let worker: Worker | undefined
  let last = 0

  function start(): Worker {
    const started = new Worker(new URL('./draft-worker.ts', import.meta.url), {
      workerData: { desk },
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    })
    started.unref()
    started.on('message', (answer: DraftAnswer) => {
      const order = waiting.get(answer.number)
      waiting.delete(answer.number)
      if ('made' in answer) order?.resolve(answer.made)
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
      const order = Promise.withResolvers<MadeDraft>()
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
