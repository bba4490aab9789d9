import type { Sample, SampleTurn } from '../../http/api-types.ts'

/** One thing the player does, after a pause at its own speed. */
export type Step = { delayMs: number } & (
  | { kind: 'say'; piece: SampleTurn }
  /** Silence in the recording that is let pass at once. */
  | { kind: 'skip'; seconds: number }
  | { kind: 'close' }
  | { kind: 'end' }
)

/** What playing a recording comes to, in order; the last step is always its end. */
export function stepsOf(sample: Sample): Step[] {
  const steps = sample.turns.flatMap((piece): Step[] => {
    const say: Step = { kind: 'say', piece, delayMs: piece.delayMs }
    return piece.skipMs === undefined ? [say] : [silence(piece.skipMs), say]
  })
  if (sample.endSkipMs !== undefined) steps.push(silence(sample.endSkipMs))
  if (sample.closes)
    return [...steps, { kind: 'close', delayMs: sample.endMs }, { kind: 'end', delayMs: 0 }]
  return [...steps, { kind: 'end', delayMs: sample.endMs }]
}

/** The next step that is not a partial result on the way to a final one; where everything is done, the end. */
export function nextWhole(steps: readonly Step[], from: number): number {
  const whole = steps.findIndex(
    (step, index) => index >= from && (step.kind !== 'say' || step.piece.final),
  )
  return whole < 0 ? steps.length - 1 : whole
}

/** How many turns of a recording were said after so many steps, and how many there are. */
export function turnsDone(steps: readonly Step[], done: number): { said: number; all: number } {
  const count = (some: readonly Step[]) =>
    some.filter((step) => step.kind === 'say' && step.piece.final).length
  return { said: count(steps.slice(0, done)), all: count(steps) }
}

function silence(ms: number): Step {
  return { kind: 'skip', seconds: Math.round(ms / 1_000), delayMs: 0 }
}
