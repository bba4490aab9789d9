import type { Notice, Stage } from './types.ts'

export type Job = {
  stages: readonly Stage[]
  /** Where results may be written meanwhile. */
  out: string
  knowledge: string[]
  /** The indexed knowledge to start from; made where the file is not there. */
  image: string
  /** Goes on after something was noticed. */
  isThorough: boolean
}

export type Verdict = {
  notices: Notice[]
  /** Stages that were run. */
  ran: number
  /** Why the process could not run at all. */
  broken?: string
}
