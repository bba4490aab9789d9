import type { LucideIcon } from 'lucide-react'
import { CircleCheckBig, Megaphone, PhoneOff, UserRoundCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { LeadNoteBanner } from '../board/lead-note-banner.tsx'
import { DemoDesk } from '../demo/demo-desk.tsx'
import { PlayerBar } from '../demo/player-bar.tsx'
import { useLanguage } from '../messages/context.tsx'
import { nameIn } from '../state/class-choices.ts'
import type { Panel } from '../state/use-panel.ts'
import { ConnectionBanner, WarningBanner } from './banners.tsx'
import { NudgeLine } from './nudge-line.tsx'
import { StageBar } from './stage-bar.tsx'
import { TimerChip } from './timer-chip.tsx'
import { Transcript } from './transcript.tsx'

/** The conversation, with what needs attention above it; before there is one, samples to play. */
export function TalkColumn({ panel }: { panel: Panel }) {
  const { text } = useLanguage()
  const { conversation, state, playing, warning, guide } = panel
  const insert = (words: string) => panel.insert(words, null)
  return (
    <section className="talk">
      {panel.trouble === 'unreachable' && !state.id && (
        <p className="quiet-line problem" role="status">
          {text.retrying}
        </p>
      )}
      <ConnectionBanner connection={conversation.connection} onRetry={conversation.retry} />
      {warning && (
        <WarningBanner
          warning={warning}
          onInsert={insert}
          onRead={() => panel.dispatch({ type: 'warning-read' })}
        />
      )}
      <LeadNoteBanner notes={state.notes} onRead={() => panel.dispatch({ type: 'notes-read' })} />
      {state.id ? (
        <>
          <div className="talk-head">
            <StageBar stage={state.stage} skipped={state.skipped} />
            {state.status !== 'closed' && <TimerChip timer={guide?.timer ?? null} />}
          </div>
          <StandingNote panel={panel} />
          <NudgeLine nudges={panel.nudges} onInsert={insert} />
          <PlayerBar playing={playing} />
          <Transcript turns={state.turns} lang={state.lang} lit={panel.lit} />
        </>
      ) : (
        <DemoDesk
          samples={panel.samples}
          onPlay={(sample, queue) => void panel.play(sample, queue)}
        />
      )}
    </section>
  )
}

/** What is out of the ordinary about the conversation as a whole, the weightiest in one line. */
function StandingNote({ panel }: { panel: Panel }) {
  const { lang, text } = useLanguage()
  const { status, incident, holder } = panel.state
  const module = panel.form?.departments.find(({ id }) => id === holder.department)
  const department = module ? nameIn(module.name, lang, module.id) : holder.department
  const to = [holder.agent, department].filter(Boolean).join(' · ')
  if (status === 'closed') return <Note icon={CircleCheckBig}>{text.guide.closed}</Note>
  if (status === 'dropped') return <Note icon={PhoneOff}>{text.guide.dropped}</Note>
  if (incident) return <Note icon={Megaphone}>{text.guide.incident(incident.customers)}</Note>
  return to === '' ? null : <Note icon={UserRoundCheck}>{text.guide.passedOn(to)}</Note>
}

function Note({ icon: Icon, children }: { icon: LucideIcon; children: ReactNode }) {
  return (
    <p className="talk-note" role="status">
      <Icon aria-hidden size={14} />
      {children}
    </p>
  )
}
