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

/** All that is known of the flow so far: enough to follow it on from there. Plain JSON: it is kept with the conversation. */
export type FlowState = { stage: StageName; taken: Act[]; agentSpoke: boolean }

const FLOW_START: FlowState = { stage: 'greeting', taken: [], agentSpoke: false }

/** Follows the acts of final turns, in order of seq, from the start or on from where it stood. */
export function followActs(
  turns: { speaker: Turn['speaker']; acts: Act[] }[],
  from: FlowState = FLOW_START,
): FlowState {
  let { stage } = from
  const taken = new Set<Act>(from.taken)
  for (const { speaker, acts } of turns) {
    for (const act of acts) taken.add(act)
    stage = speaker === 'customer' ? afterCustomer(stage, acts) : afterAgent(stage, acts)
  }
  const agentSpoke = from.agentSpoke || turns.some((turn) => turn.speaker === 'agent')
  return { stage, taken: [...taken].sort(), agentSpoke }
}

/** Where a conversation stands, as it is shown. */
export function flowOf({ stage, taken, agentSpoke }: FlowState): Flow {
  const before = STAGE_NAMES.slice(0, STAGE_NAMES.indexOf(stage))
  const skipped = REQUIRED.filter((step) => before.includes(step) && !taken.includes(step))
  return { stage, skipped: agentSpoke ? skipped : [] }
}

/** Where the final turns, in order of seq, have led. */
export function followFlow(turns: { speaker: Turn['speaker']; acts: Act[] }[]): Flow {
  return flowOf(followActs(turns))
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
