import { type RefObject, type TextareaHTMLAttributes, useLayoutEffect, useRef } from 'react'
import type { Finding } from '../../http/api-types.ts'
import { cutByFindings } from '../state/cut-by-findings.ts'

/**
 * A text box whose words can be marked: a text box shows none, so the same words stand under it, unseen but for their
 * marks, broken into the same lines and scrolled along.
 */
export function MarkedDraft(
  props: TextareaHTMLAttributes<HTMLTextAreaElement> & {
    value: string
    box: RefObject<HTMLTextAreaElement | null>
    findings: readonly Finding[]
  },
) {
  const { box, findings, ...rest } = props
  const marks = useRef<HTMLDivElement>(null)
  const follow = () => {
    if (marks.current && box.current) marks.current.scrollTop = box.current.scrollTop
  }
  useLayoutEffect(follow)
  return (
    <div className="draft">
      <div ref={marks} className="draft-text draft-marks" dir="auto" aria-hidden>
        {cutByFindings(rest.value, findings).map(({ at, text, severity }) =>
          severity === null ? (
            <span key={at}>{text}</span>
          ) : (
            <mark key={at} className={`mark mark-${severity}`}>
              {text}
            </mark>
          ),
        )}
        {/* A text box gives its last line break a line; a block does not. */}
        {'\n'}
      </div>
      <textarea ref={box} {...rest} className="draft-text" dir="auto" onScroll={follow} />
    </div>
  )
}
