import type { RequiredField } from '../../desk/types.ts'
import { type Candidate, surest } from './candidate.ts'
import type { ExchangedTurn } from './exchange.ts'
import { findLabelled, labelledText, labelsOf } from './labels.ts'
import { answeredName, signedName, statedNames } from './value-name.ts'

/** Fields for the name of whoever the conversation is about, who need not be the one who speaks. */
const ANOTHER =
  /乘客|收[件货]人|患者|投保|被保险|入住人|passenger|recipient|patient|insured|policyholder|guest/iu
const TITLE = '(先生|女士|小姐|太太)'

/** The customer's name: as they state it, answer with it or sign with it; never the agent's, never a third person's. */
export function findNameField(
  field: RequiredField,
  turns: readonly ExchangedTurn[],
): Candidate | null {
  const described = Object.values(field.description).join(' ')
  const mayBeAnother = ANOTHER.test(described)
  const labels = labelsOf(field)
  const candidates: Candidate[] = []
  for (const turn of turns) {
    if (turn.speaker !== 'customer') continue
    const add = (value: string, confidence: number) => {
      candidates.push({ value, evidence: [turn.seq], confidence })
    }
    for (const { from, isMarked } of findLabelled(turn.text, labels)) {
      const name = isMarked ? answeredName(labelledText(turn.text, from), false) : null
      if (name !== null) add(name.value, 0.9)
    }
    const isAsked = turn.asked.has(field.field)
    const answer = isAsked ? answeredName(turn.text, mayBeAnother) : null
    if (answer !== null) add(answer.value, Math.min(0.96, answer.strength + 0.03))
    else if (!mayBeAnother) {
      const stated = statedNames(turn.text)[0]
      if (stated !== undefined) add(stated.value, stated.strength)
    }
    const signed = mayBeAnother ? null : signedName(turn.text)
    if (signed !== null) add(signed, 0.85)
  }
  return withTitle(whole(candidates), turns)
}

/** A full name goes before the surname alone that was said beside it. */
function whole(candidates: readonly Candidate[]): Candidate | null {
  const best = surest(candidates)
  if (best === null) return null
  const fuller = candidates.find(
    ({ value }) => value.length > best.value.length && value.includes(best.value),
  )
  return fuller ?? best
}

/** A surname alone is told with the title the agent then used. */
function withTitle(found: Candidate | null, turns: readonly ExchangedTurn[]): Candidate | null {
  if (found === null || !/^\p{Script=Han}{1,2}$/u.test(found.value)) return found
  if (found.value.length === 2 && !/^(?:欧阳|上官|司马|诸葛|東方|歐陽)$/u.test(found.value))
    return found
  const address = new RegExp(`${found.value}${TITLE}`, 'u')
  const said = turns.find(({ speaker, text }) => speaker === 'agent' && address.test(text))
  const title = said && address.exec(said.text)?.[1]
  if (said === undefined || title === undefined) return found
  return {
    value: `${found.value}${title}`,
    evidence: [...new Set([...found.evidence, said.seq])].sort((a, b) => a - b),
    confidence: found.confidence,
  }
}
