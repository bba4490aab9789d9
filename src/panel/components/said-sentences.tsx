import { type ReactNode, useState } from 'react'
import { Focusable, Tooltip, TooltipTrigger } from 'react-aria-components'
import type { Citation, SuggestedSentence } from '../../http/api-types.ts'
import { useLanguage } from '../messages/context.tsx'
import { cutBySentences, type SaidPiece } from '../state/cut-by-sentences.ts'
import type { Source } from '../state/list-sources.ts'

/** Quotes in the hover note are cut here; the article shows all of it. */
const QUOTE_LENGTH = 160

/** The words for the customer, sentence by sentence; each tells where it stands when pointed at. */
export function SaidSentences(props: {
  text: string
  sentences: SuggestedSentence[]
  sources: Source[]
  /** The source whose sentences are lit, by its number. */
  litSource: number | null
  onPoint: (source: number | null) => void
  onOpen: (citation: Citation) => void
}) {
  const pieces = cutBySentences(props.text, props.sentences)
  return (
    <p className="say" dir="auto">
      {pieces.map(({ at, text, sentence }, index) =>
        sentence === null ? (
          <span key={at}>{text}</span>
        ) : (
          <Sentence
            key={at}
            {...props}
            sentence={sentence}
            text={text}
            isLastOfSource={chunkOf(sentence) !== nextChunk(pieces, index)}
          />
        ),
      )}
    </p>
  )
}

const chunkOf = (sentence: SuggestedSentence | null) => sentence?.citations[0]?.chunk

/** Where the next sentence comes from: the number of a source stands once, after its last sentence. */
function nextChunk(pieces: SaidPiece[], index: number): string | undefined {
  return chunkOf(
    pieces.slice(index + 1).find(({ sentence }) => sentence !== null)?.sentence ?? null,
  )
}

function Sentence(props: {
  text: string
  isLastOfSource: boolean
  sentence: SuggestedSentence
  sources: Source[]
  litSource: number | null
  onPoint: (source: number | null) => void
  onOpen: (citation: Citation) => void
}) {
  const [citation] = props.sentence.citations
  if (!citation) return <span className="sentence-phrase">{props.text}</span>
  const source = props.sources.find(({ chunk }) => chunk === citation.chunk)
  const isLit = source !== undefined && source.number === props.litSource
  const open = () => {
    // Selecting a few words of the sentence is not a wish to open its source.
    if (getSelection()?.isCollapsed !== false) props.onOpen(citation)
  }
  return (
    <CitationNote citation={citation} sentence={props.sentence}>
      {/* biome-ignore lint/a11y/useSemanticElements: a button element cannot flow inside a paragraph's lines */}
      <span
        role="button"
        tabIndex={0}
        className={isLit ? 'sentence sentence-lit' : 'sentence'}
        onClick={open}
        onKeyDown={(event) => {
          if (event.key === 'Enter') props.onOpen(citation)
        }}
        onPointerEnter={() => props.onPoint(source?.number ?? null)}
        onPointerLeave={() => props.onPoint(null)}
        onFocus={() => props.onPoint(source?.number ?? null)}
        onBlur={() => props.onPoint(null)}
      >
        {props.text}
        {source && props.sources.length > 1 && props.isLastOfSource && (
          <sup data-number={source.number} aria-hidden />
        )}
      </span>
    </CitationNote>
  )
}

function CitationNote(props: {
  citation: Citation
  sentence: SuggestedSentence
  children: ReactNode
}) {
  const { lang, text } = useLanguage()
  const [isOpen, setOpen] = useState(false)
  const { citation, sentence } = props
  const quote =
    citation.quote.length > QUOTE_LENGTH
      ? `${citation.quote.slice(0, QUOTE_LENGTH)}…`
      : citation.quote
  return (
    <TooltipTrigger delay={180} closeDelay={0} isOpen={isOpen} onOpenChange={setOpen}>
      <Focusable>{props.children as never}</Focusable>
      <Tooltip className="note" placement="top" offset={6}>
        <span className="note-basis" lang={lang}>
          {text.basis[sentence.basis]}
        </span>
        <q className="note-quote" dir="auto">
          {quote}
        </q>
        <span className="note-source" lang={lang}>
          {citation.title} · {text.lines(citation.line)}
        </span>
      </Tooltip>
    </TooltipTrigger>
  )
}
