import { CircleCheck, LoaderCircle, ShieldCheck } from 'lucide-react'
import type { Finding } from '../../http/api-types.ts'
import { useMessages } from '../messages/context.tsx'
import { OVERRIDE_REASONS, type useSending } from '../state/use-sending.ts'
import { Findings } from './findings.tsx'

/** What the outgoing check says of the words above: always there and always as high, so that nothing moves when it speaks. */
export function CheckArea(props: {
  id: string
  text: string
  isAgent: boolean
  isNew: boolean
  sending: ReturnType<typeof useSending>
  onSelect: (finding: Finding) => void
  onReplace: (finding: Finding) => void
}) {
  const text = useMessages()
  const { problem, verdict, isConfirming, isChecking, sendAnyway } = props.sending
  const findings = verdict?.findings ?? []
  return (
    <div id={props.id} className="check-area" role="status">
      {problem && <p className="problem">{problem}</p>}
      {findings.length > 0 && (
        <Findings
          text={props.text.trim()}
          findings={findings}
          onSelect={props.onSelect}
          onReplace={props.onReplace}
        />
      )}
      {isConfirming && (
        <fieldset className="reasons">
          <legend>{text.overrideWhy}</legend>
          {OVERRIDE_REASONS.map((reason, index) => (
            <button key={reason} type="button" onClick={() => void sendAnyway(reason)}>
              <kbd aria-hidden>{index + 1}</kbd>
              {text.overrideReason[reason]}
            </button>
          ))}
        </fieldset>
      )}
      {!problem && findings.length === 0 && <Standing {...props} isChecking={isChecking} />}
    </div>
  )
}

function Standing(props: { text: string; isAgent: boolean; isNew: boolean; isChecking: boolean }) {
  const text = useMessages()
  if (props.isNew) return <p className="hint">{text.startsConversation}</p>
  if (!props.isAgent) return <p className="hint">{text.asCustomer}</p>
  const [Icon, words] =
    props.text.trim() === ''
      ? [ShieldCheck, text.checkNote]
      : props.isChecking
        ? [LoaderCircle, text.checking]
        : [CircleCheck, text.checkPassed]
  return (
    <p className="hint check-standing">
      <Icon aria-hidden size={13} />
      {words}
    </p>
  )
}
