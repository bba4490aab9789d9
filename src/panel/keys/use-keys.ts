import { useEffect, useRef } from 'react'
import { readStored, writeStored } from '../state/stored.ts'
import { actionOf, type KeyAction, readKey } from './keys.ts'

export type KeyHandlers = Partial<Record<KeyAction, () => void>> & {
  /** `1` to `9`; true when it meant something. */
  digit?: (digit: number) => boolean
  escape?: () => void
}

/** Listens for the panel's keys on the whole page. An action without a handler leaves its key alone. */
export function useKeys(handlers: KeyHandlers): void {
  const latest = useRef(handlers)
  latest.current = handlers
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return
      if (event.key === 'Escape' && !event.isComposing) return latest.current.escape?.()
      const key = readKey(event, isTyping(event.target), areSingleKeysOn())
      if (key !== null && act(latest.current, key)) event.preventDefault()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}

/** Letters alone may be switched off (WCAG 2.1.4): speech input types them by itself. */
export const areSingleKeysOn = (): boolean => readStored('local', 'single-keys') !== 'off'

export const switchSingleKeys = (areOn: boolean): void =>
  writeStored('local', 'single-keys', areOn ? null : 'off')

function act(handlers: KeyHandlers, key: string): boolean {
  if (/^[1-9]$/.test(key)) return handlers.digit?.(Number(key)) ?? false
  const action = actionOf(key)
  const handler = action && handlers[action]
  handler?.()
  return Boolean(handler)
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')
  )
}
