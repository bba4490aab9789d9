import type { StageName } from './events-types.ts'
import { STAGE_NAMES } from './events-types.ts'
import { AGENT_CUES, COURTESY, FAREWELL_HAN, FAREWELL_LATIN } from './stage-cues.ts'
import type { Turn } from './types.ts'

/** What one final turn does in the service flow. `need`: the customer says something to be dealt with. */
export type Act = StageName | 'need'

/** Reads from a turn's words what it does; several acts in one turn are usual. */
export function readActs(turn: Pick<Turn, 'speaker' | 'text'>): Act[] {
  if (turn.speaker === 'system') return []
  if (turn.speaker === 'customer') return readCustomerActs(turn.text)
  return STAGE_NAMES.filter((stage) => AGENT_CUES[stage].some((cue) => cue.test(turn.text)))
}

/** Longest turn that can be a mere goodbye; a longer one says something. */
const MAX_FAREWELL_LENGTH = 60

function readCustomerActs(text: string): Act[] {
  if (text.length <= MAX_FAREWELL_LENGTH && isFarewell(text)) return ['closing']
  return /[\p{L}\p{N}]/u.test(text.replace(COURTESY, '')) ? ['need'] : []
}

function isFarewell(text: string): boolean {
  const words = text
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]+/gu, ' ')
    .trim()
  const han = words.replaceAll(' ', '')
  const ends = /[没沒]|不用|解[决決]|再[见見]|拜拜|88|先[这這]|bye|all|nothing else|have a/u
  return ends.test(han) || ends.test(words)
    ? FAREWELL_HAN.test(han) || FAREWELL_LATIN.test(words)
    : false
}

export type Flow = { stage: StageName; skipped: StageName[] }

/** Steps an agent has to take before the ones after them; listening is the customer's part. */
const REQUIRED: StageName[] = ['greeting', 'confirming', 'solving']

/** Follows the acts of the final turns, in order of seq, to where the conversation stands. */
export function followFlow(turns: { speaker: Turn['speaker']; acts: Act[] }[]): Flow {
  let stage: StageName = 'greeting'
  const taken = new Set<Act>()
  for (const { speaker, acts } of turns) {
    for (const act of acts) taken.add(act)
    stage = speaker === 'customer' ? afterCustomer(stage, acts) : afterAgent(stage, acts)
  }
  const agentSpoke = turns.some((turn) => turn.speaker === 'agent')
  const before = STAGE_NAMES.slice(0, STAGE_NAMES.indexOf(stage))
  return {
    stage,
    skipped: agentSpoke ? REQUIRED.filter((step) => before.includes(step) && !taken.has(step)) : [],
  }
}

function afterCustomer(stage: StageName, acts: Act[]): StageName {
  // A goodbye ends what was solved; before that it is the customer leaving, not the desk closing.
  if (acts.includes('closing'))
    return stage === 'solving' || stage === 'closing' ? 'closing' : stage
  if (!acts.includes('need')) return stage
  return stage === 'greeting' || stage === 'closing' ? 'listening' : stage
}

function afterAgent(stage: StageName, acts: Act[]): StageName {
  // Before any need was said, thanks for the call belong to the greeting.
  if (stage === 'greeting') return stage
  if (acts.includes('closing')) return 'closing'
  if (acts.includes('solving')) return 'solving'
  if (acts.includes('confirming')) return stage === 'listening' ? 'confirming' : stage
  return stage
}
