/** Thread of `startDraftThread`: drafts one conversation after the other. Its data are the desk. */
import { parentPort, workerData } from 'node:worker_threads'
import type { Desk } from '../desk/types.ts'
import { draftTicket } from '../tickets/index.ts'
import { triageTranscript } from '../triage/classifier/index.ts'
import type { DraftAnswer, DraftOrder } from './draft-thread.ts'

const { desk } = workerData as { desk: Desk }

parentPort?.on('message', ({ number, transcript, classification, now }: DraftOrder) => {
  let answer: DraftAnswer
  try {
    const triage = classification ?? triageTranscript(transcript, desk)
    const draft = draftTicket(transcript, { desk, classification: triage, now })
    answer = { number, made: { draft, triage } }
  } catch (error) {
    // The message may quote what was said: only the kind of the error leaves.
    answer = { number, fault: error instanceof Error ? error.name : 'unknown' }
  }
  parentPort?.postMessage(answer)
})
