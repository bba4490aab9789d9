/** Two verdicts on the same answer: of the scorers, and of somebody who was asked for an opinion. */
export type Opinion = { passed: boolean; good: boolean }

/**
 * How often the two agree, and how much of that is beyond chance (Cohen, 1960): 1 always, 0 no more than by chance. Where one
 * of them always says the same, chance explains all of it.
 */
export function agreementOf(opinions: readonly Opinion[]): { agreement: number; kappa: number } {
  if (opinions.length === 0) return { agreement: 0, kappa: 0 }
  const share = (is: (one: Opinion) => boolean) => opinions.filter(is).length / opinions.length
  const agreement = share(({ passed, good }) => passed === good)
  const [passed, good] = [share((one) => one.passed), share((one) => one.good)]
  const byChance = passed * good + (1 - passed) * (1 - good)
  return { agreement, kappa: byChance === 1 ? 0 : (agreement - byChance) / (1 - byChance) }
}
