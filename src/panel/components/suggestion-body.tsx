import {
  ArrowDownToLine,
  ArrowUpRight,
  BookOpenText,
  CalendarClock,
  CircleHelp,
  CircleSlash,
  HeartHandshake,
  LockKeyhole,
  type LucideIcon,
  MessageCircleQuestion,
  MessageSquareQuote,
  Search,
  SignalHigh,
  SignalLow,
  SignalMedium,
  UserRoundSearch,
} from 'lucide-react'
import { Suspense, useState } from 'react'
import type { Citation, Guidance, Suggestion, TicketForm } from '../../http/api-types.ts'
import { useLanguage, useMessages } from '../messages/context.tsx'
import type { Lang } from '../messages/languages.ts'
import { nameIn } from '../state/class-choices.ts'
import { confidenceWord, listSources, type Source } from '../state/list-sources.ts'
import { ActionButton, Key } from './action-button.tsx'
import { GuidanceText, LoadBoundary } from './loaded-later.tsx'
import { SaidSentences } from './said-sentences.tsx'

const OUTCOME_ICONS: Record<Suggestion['outcome'], LucideIcon> = {
  answer: MessageSquareQuote,
  clarify: CircleHelp,
  'no-answer': CircleSlash,
  refused: CircleSlash,
  soothe: HeartHandshake,
  escalate: UserRoundSearch,
  nothing: MessageSquareQuote,
}
const CONFIDENCE_ICONS = { high: SignalHigh, middle: SignalMedium, low: SignalLow }

/** What to say, why it may be said, what is missing: in this order. */
export function SuggestionBody(props: {
  suggestion: Suggestion
  lang: string | null
  isStopped: boolean
  form: TicketForm | null
  onOpen: (citations: Citation[]) => void
  onOpenGuidance: (guidance: Guidance) => void
  onInsertAsk: (ask: string) => void
  /** Null: that is where we are. */
  onSearch: (() => void) | null
}) {
  const { lang, text } = useLanguage()
  const [litSource, setLitSource] = useState<number | null>(null)
  const { suggestion } = props
  const sources = listSources(suggestion.sentences)
  const isNothingFound = suggestion.outcome === 'no-answer' || suggestion.outcome === 'refused'
  const contentLang = props.lang ?? undefined
  return (
    <>
      <div
        className={`said said-${suggestion.outcome}${props.isStopped ? ' said-stopped' : ''}`}
        lang={contentLang}
      >
        <SaidSentences
          text={suggestion.text}
          sentences={suggestion.sentences}
          sources={sources}
          litSource={litSource}
          onPoint={setLitSource}
          onOpen={(citation) => props.onOpen([citation])}
        />
      </div>
      {isNothingFound && <NextSteps onSearch={props.onSearch} />}
      {sources.length > 0 && (
        <section className="why">
          <h3>
            {text.why}
            <Key name="open" />
          </h3>
          <ul>
            {sources.map((source) => (
              <SourceLine
                key={source.chunk}
                source={source}
                isNumbered={sources.length > 1}
                isLit={source.number === litSource}
                onPoint={setLitSource}
                onOpen={props.onOpen}
              />
            ))}
          </ul>
        </section>
      )}
      {suggestion.missing.length > 0 && (
        <section className="missing">
          <h3>{text.whatIsMissing}</h3>
          <ul lang={contentLang}>
            {suggestion.missing.map(({ field, ask }, index) => (
              <li key={field}>
                <MessageCircleQuestion aria-hidden size={14} />
                <span className="missing-ask">
                  <FactName field={field} form={props.form} lang={lang} />
                  {ask}
                </span>
                <AskButton ask={ask} hasKey={index === 0} onInsert={props.onInsertAsk} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {suggestion.guidance.length > 0 && (
        <GuidanceBox guidance={suggestion.guidance} onOpen={props.onOpenGuidance} />
      )}
    </>
  )
}

/** What kind of suggestion it is, and how sure, in words. */
export function Outcome({ suggestion }: { suggestion: Suggestion }) {
  const text = useMessages()
  // A newer server may know outcomes that this page has no words for.
  const Icon = OUTCOME_ICONS[suggestion.outcome] ?? MessageSquareQuote
  const word =
    suggestion.confidence === undefined || suggestion.outcome !== 'answer'
      ? null
      : confidenceWord(suggestion.confidence)
  const ConfidenceIcon = word && CONFIDENCE_ICONS[word]
  return (
    <h2 className={`outcome outcome-${suggestion.outcome}`}>
      <Icon aria-hidden size={16} strokeWidth={1.9} />
      <span>
        {text.outcome[suggestion.outcome] ?? text.suggestion}
        {word && ConfidenceIcon && (
          <span className={`confidence confidence-${word}`}>
            <ConfidenceIcon aria-hidden size={15} />
            {text.confidence[word]}
          </span>
        )}
      </span>
    </h2>
  )
}

/** What the desk calls a fact, where it has a name for it. */
function FactName(props: { field: string; form: TicketForm | null; lang: Lang }) {
  const fields = props.form?.types.flatMap((type) => type.fields) ?? []
  const named = fields.find(({ path }) => path === `field.${props.field}`)
  if (!named) return null
  return (
    <span className="fact-name" lang={props.lang}>
      {nameIn(named.description, props.lang, '')}
    </span>
  )
}

function NextSteps({ onSearch }: { onSearch: (() => void) | null }) {
  const text = useMessages()
  return (
    <section className="next-steps">
      <h3>{text.nextSteps}</h3>
      <ul>
        <li>
          <MessageCircleQuestion aria-hidden size={14} />
          <span>{text.nextAskCustomer}</span>
        </li>
        {onSearch && (
          <li>
            <Search aria-hidden size={14} />
            <button type="button" className="link" onClick={onSearch}>
              {text.nextSearch}
            </button>
            <Key name="ask" />
          </li>
        )}
        <li>
          <UserRoundSearch aria-hidden size={14} />
          <span>{text.nextEscalate}</span>
        </li>
      </ul>
    </section>
  )
}

function SourceLine(props: {
  source: Source
  isNumbered: boolean
  isLit: boolean
  onPoint: (source: number | null) => void
  onOpen: (citations: Citation[]) => void
}) {
  const text = useMessages()
  const { source } = props
  return (
    <li>
      <button
        type="button"
        className={props.isLit ? 'source source-lit' : 'source'}
        onClick={() => props.onOpen(source.citations)}
        onPointerEnter={() => props.onPoint(source.number)}
        onPointerLeave={() => props.onPoint(null)}
        onFocus={() => props.onPoint(source.number)}
        onBlur={() => props.onPoint(null)}
      >
        {props.isNumbered ? (
          <span className="source-number">{source.number}</span>
        ) : (
          <BookOpenText aria-hidden size={14} />
        )}
        <span className="source-title">
          <span className="unseen">{text.openSource} </span>
          {source.title}
        </span>
        <span className="source-meta">
          {source.isStale && (
            <span className="tag tag-caution">
              <CalendarClock aria-hidden size={11} /> {text.stale}
            </span>
          )}
          {text.lines(source.line)}
          {source.quoted > 0 && ` · ${text.quotedCount(source.quoted)}`}
          {source.grounded > 0 && ` · ${text.groundedCount(source.grounded)}`}
        </span>
        <ArrowUpRight aria-hidden size={14} className="source-open" />
      </button>
    </li>
  )
}

function AskButton(props: { ask: string; hasKey: boolean; onInsert: (ask: string) => void }) {
  const text = useMessages()
  return (
    <ActionButton
      icon={ArrowDownToLine}
      label={text.insertAsk}
      look="quiet"
      isBare
      {...(props.hasKey ? { keyAction: 'insertAsk' as const } : {})}
      onPress={() => props.onInsert(props.ask)}
    />
  )
}

/** Read it, act on it, never pass it on: nothing here can be inserted, selected, copied or dragged. */
function GuidanceBox(props: { guidance: Guidance[]; onOpen: (guidance: Guidance) => void }) {
  const text = useMessages()
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it takes copying away, it gives nothing to do
    <section
      className="guidance"
      onCopy={(event) => event.preventDefault()}
      onDragStart={(event) => event.preventDefault()}
    >
      <h3>
        <LockKeyhole aria-hidden size={14} strokeWidth={2} />
        {text.guidance}
      </h3>
      <ul>
        {props.guidance.map((each) => (
          <li key={each.chunk}>
            <LoadBoundary instead={each.quote}>
              <Suspense fallback={each.quote}>
                <GuidanceText quote={each.quote} />
              </Suspense>
            </LoadBoundary>
            <button type="button" className="link" onClick={() => props.onOpen(each)}>
              {each.title}
            </button>
          </li>
        ))}
      </ul>
      <p className="hint">{text.guidanceNote}</p>
    </section>
  )
}
