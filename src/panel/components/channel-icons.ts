import { Headset, type LucideIcon, Mail, MessageCircle } from 'lucide-react'

/** One picture for each channel, the same everywhere. */
export const CHANNEL_ICONS: Record<'hotline' | 'chat' | 'email', LucideIcon> = {
  hotline: Headset,
  chat: MessageCircle,
  email: Mail,
}
