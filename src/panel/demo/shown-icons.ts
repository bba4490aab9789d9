import {
  BookOpenCheck,
  ClipboardList,
  Hourglass,
  type LucideIcon,
  ShieldCheck,
  Siren,
} from 'lucide-react'
import type { Shown } from './seen.ts'

/** One picture for each thing there is to see, the same on the start page and in the player. */
export const SHOWN_ICONS: Record<Shown, LucideIcon> = {
  answer: BookOpenCheck,
  warning: Siren,
  refusal: ShieldCheck,
  'idle-timer': Hourglass,
  ticket: ClipboardList,
}
