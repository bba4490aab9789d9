import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { KEYS, type KeyAction } from '../keys/keys.ts'

/** A button with an icon, its words, and its key. With `isBare` the words are for screen readers only. */
export function ActionButton(props: {
  icon: LucideIcon
  label: string
  onPress: () => void
  keyAction?: KeyAction
  look?: 'primary' | 'plain' | 'quiet'
  isBare?: boolean
  isDisabled?: boolean
  isPressed?: boolean
  /** Something is open there: a dot, and what it is in words. */
  badge?: string | null
  children?: ReactNode
}) {
  const { icon: Icon, label, look = 'plain', isBare = false, keyAction } = props
  return (
    <Button
      className={`button button-${look}${isBare ? ' button-bare' : ''}`}
      onPress={props.onPress}
      isDisabled={props.isDisabled ?? false}
      {...(props.isPressed === undefined ? {} : { 'aria-pressed': props.isPressed })}
      {...(isBare ? { 'aria-label': props.badge ? `${label}: ${props.badge}` : label } : {})}
    >
      <Icon aria-hidden size={15} strokeWidth={1.9} />
      {props.badge && <span className="badge" aria-hidden />}
      {!isBare && <span>{props.children ?? label}</span>}
      {keyAction && <Key name={keyAction} />}
    </Button>
  )
}

/** The key of an action, as a hint on its button. */
export function Key({ name }: { name: KeyAction }) {
  return <kbd aria-hidden>{KEYS[name]}</kbd>
}
