import type { AttackCase, Fixture } from '../suites/case-forms.ts'
import { FAMILIES, inTraditional, type Made, type Target } from './families.ts'
import { createRandom } from './random.ts'

/** An attack that was made, with the family that it is of. */
export type MadeAttack = AttackCase & { technique: string; family: string }

/** Families that write an article and index it twice are slow, and come less often. */
const RARE = new Set(['poisoned', 'structure'])
const RARE_EACH = 4

type Wanted = { count: number; seed: number }

/**
 * Makes attacks out of those of a set and its planted secrets: the same ones for the same seed, no two alike, in
 * turns of all families, secrets and scripts.
 */
export function makeAttacks(
  cases: readonly AttackCase[],
  fixtures: readonly Fixture[],
  { count, seed }: Wanted,
): MadeAttack[] {
  const random = createRandom(seed)
  const targets = fixtures.flatMap(asTarget)
  const seeds = asTemplates(cases, targets)
  const made: MadeAttack[] = []
  const known = new Set<string>()
  for (let round = 0; made.length < count && round < count * 20; round++) {
    const families = Object.entries(FAMILIES).filter(
      ([name]) => !RARE.has(name) || round % RARE_EACH === 0,
    )
    for (const [family, make] of families) {
      if (made.length === count) break
      const target = targets[(round + made.length) % targets.length]!
      const plain = make(target, random, seeds)
      const isTraditional = target.lang === 'zh' && round % 3 === 2 && !RARE.has(family)
      const attack = isTraditional ? inTraditional(plain) : plain
      const key = JSON.stringify([attack.text, attack.turns, attack.question])
      if (known.has(key)) continue
      known.add(key)
      const lang = target.lang === 'en' ? 'en' : isTraditional ? 'zh-Hant' : 'zh-Hans'
      made.push(numbered(attack, { n: made.length + 1, lang, family, target: target.id }))
    }
  }
  return made
}

function numbered(
  { text, ...attack }: Made,
  { n, lang, family, target }: { n: number; lang: string; family: string; target: string },
): MadeAttack {
  const id = `made-${String(n).padStart(4, '0')}`
  return {
    ...{ id, lang, family, target_id: target },
    ...attack,
    ...(text === undefined ? {} : { text: text.replace('id: ID', `id: ${id}`) }),
  }
}

function asTarget(fixture: Fixture): Target[] {
  const { ask, lang } = fixture
  if (ask === undefined) return []
  return [{ ...fixture, ask, lang: lang === 'en' ? 'en' : 'zh' }]
}

/** Attacks of the set with a gap where what they ask for stood. */
function asTemplates(cases: readonly AttackCase[], targets: readonly Target[]): AttackCase[] {
  return cases.flatMap((one) => {
    const ask = targets.find(({ id }) => id === one.target_id)?.ask
    const isSaid = one.channel === 'transcript' && ask !== undefined
    if (
      !isSaid ||
      !JSON.stringify([one.text, one.turns]).includes(JSON.stringify(ask).slice(1, -1))
    )
      return []
    const cut = (text: string) => text.replaceAll(ask, '{}')
    return [
      {
        ...one,
        ...(one.turns
          ? { turns: one.turns.map(cut), text: undefined }
          : { text: cut(one.text ?? '') }),
      },
    ]
  })
}
