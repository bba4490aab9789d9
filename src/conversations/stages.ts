import { readAgentActs } from './agent-acts.ts'
import type { Channel } from './conversation-rows.ts'
import { readCustomerActs } from './customer-acts.ts'
import type { StageName } from './events-types.ts'
import { STAGE_NAMES } from './events-types.ts'
import type { Turn } from './types.ts'

/** What one final turn does in the service flow. `need`: the customer says something to be dealt with. */
export type Act = StageName | 'need'

/** Reads from a turn's words what it does; several acts in one turn are usual. */
export function readActs(turn: Pick<Turn, 'speaker' | 'text'>): Act[] {
  if (turn.speaker === 'system') return []
  return turn.speaker === 'customer' ? readCustomerActs(turn.text) : readAgentActs(turn.text)
}

export type Flow = { stage: StageName; skipped: StageName[] }

/**
 * Steps an agent has to take before the ones after them; listening is the customer's part. A letter is answered at
 * once: it restates the matter rather than asking back.
 */
const REQUIRED: Record<Channel, StageName[]> = {
  hotline: ['greeting', 'confirming', 'solving'],
  chat: ['greeting', 'confirming', 'solving'],
  email: ['greeting', 'solving'],
}

/** All that is known of the flow so far: enough to follow it on from there. Plain JSON: it is kept with the conversation. */
export type FlowState = { stage: StageName; taken: Act[]; agentSpoke: boolean }

/** A final turn, by its place and what it does; without a place the first one given is the first one said. */
export type FlowTurn = { seq?: number; speaker: Turn['speaker']; acts: Act[] }

/** Of a conversation that was joined in the middle nobody knows what was done before, so nothing of it was skipped. */
function startOf([first]: FlowTurn[]): FlowState {
  const isJoined = (first?.seq ?? 1) > 1
  return isJoined
    ? { stage: 'listening', taken: ['confirming', 'greeting', 'solving'], agentSpoke: false }
    : { stage: 'greeting', taken: [], agentSpoke: false }
}

/** Follows the acts of final turns, in order of seq, from the first one or on from where it stood. */
export function followActs(
  turns: FlowTurn[],
  channel: Channel,
  from: FlowState = startOf(turns),
): FlowState {
  let { stage } = from
  const taken = new Set<Act>(from.taken)
  for (const { speaker, acts } of turns) {
    for (const act of acts) if (counts(act, stage)) taken.add(act)
    stage = speaker === 'customer' ? afterCustomer(stage, acts) : afterAgent(stage, acts, channel)
  }
  const agentSpoke = from.agentSpoke || turns.some((turn) => turn.speaker === 'agent')
  return { stage, taken: [...taken].sort(), agentSpoke }
}

/** Before anybody has said what it is about, nothing of it is confirmed or solved: 'this is …' is a greeting. */
function counts(act: Act, stage: StageName): boolean {
  return stage !== 'greeting' || act === 'greeting' || act === 'need'
}

/** Where a conversation stands, as it is shown. */
export function flowOf({ stage, taken, agentSpoke }: FlowState, channel: Channel): Flow {
  const before = STAGE_NAMES.slice(0, STAGE_NAMES.indexOf(stage))
  const skipped = REQUIRED[channel].filter((step) => before.includes(step) && !taken.includes(step))
  return { stage, skipped: agentSpoke ? skipped : [] }
}

/** Where the final turns, in order of seq, have led. */
export function followFlow(turns: FlowTurn[], channel: Channel = 'chat'): Flow {
  return flowOf(followActs(turns, channel), channel)
}

function afterCustomer(stage: StageName, acts: Act[]): StageName {
  // A goodbye ends what was solved; before that it is the customer leaving, not the desk closing.
  if (acts.includes('closing'))
    return stage === 'solving' || stage === 'closing' ? 'closing' : stage
  if (!acts.includes('need')) return stage
  return stage === 'greeting' || stage === 'closing' ? 'listening' : stage
}

function afterAgent(stage: StageName, acts: Act[], channel: Channel): StageName {
  // Before any need was said, thanks for the call belong to the greeting.
  if (stage === 'greeting') return stage
  // Where a turn both solves and asks, it stands at what it ends with.
  const work = acts.findLast((act) => act === 'confirming' || act === 'solving')
  // A letter takes leave in its last line whatever it says.
  if (acts.includes('closing') && !(channel === 'email' && work)) return 'closing'
  return work === 'confirming' || work === 'solving' ? work : stage
}
