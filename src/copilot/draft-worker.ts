/** Thread of `startDraftThread`: drafts one conversation after the other. Its data are what of the desk a draft needs. */
import { parentPort, workerData } from 'node:worker_threads'
import { type DraftOptions, draftTicket } from '../tickets/index.ts'
import type { DraftAnswer, DraftOrder } from './draft-thread.ts'

const { desk } = workerData as { desk: DraftOptions['desk'] }

parentPort?.on('message', ({ number, transcript, classification, now }: DraftOrder) => {
  let answer: DraftAnswer
  try {
    answer = { number, draft: draftTicket(transcript, { desk, classification, now }) }
  } catch (error) {
    // The message may quote what was said: only the kind of the error leaves.
    answer = { number, fault: error instanceof Error ? error.name : 'unknown' }
  }
  parentPort?.postMessage(answer)
})
