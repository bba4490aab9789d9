import { ChartColumn, LayoutDashboard, LibraryBig, type LucideIcon, PanelRight } from 'lucide-react'
import type { Role, Session } from '../../http/api-types.ts'
import { useMessages } from '../messages/context.tsx'

type Page = 'panel' | 'board' | 'knowledge' | 'figures'

const PAGES: { page: Page; href: string; icon: LucideIcon; roles: Role[] }[] = [
  { page: 'panel', href: './', icon: PanelRight, roles: ['agent', 'lead', 'editor'] },
  { page: 'board', href: './board', icon: LayoutDashboard, roles: ['lead'] },
  { page: 'knowledge', href: './knowledge', icon: LibraryBig, roles: ['editor'] },
  { page: 'figures', href: './figures', icon: ChartColumn, roles: ['lead', 'editor'] },
]

/** The pages of the program that a role has use for, in the demo all; nothing where there is only one. */
export function PageNav({ here, session }: { here: Page; session: Session | null }) {
  const text = useMessages()
  const pages = PAGES.filter(
    ({ roles }) => session && (session.isDemo || roles.includes(session.role)),
  )
  if (pages.length < 2) return null
  return (
    <nav className="page-nav" aria-label={text.nav.title}>
      {pages.map(({ page, href, icon: Icon }) => (
        <a
          key={page}
          href={href}
          aria-label={text.nav[page]}
          title={text.nav[page]}
          aria-current={page === here ? 'page' : undefined}
        >
          <Icon aria-hidden size={15} />
          <span aria-hidden>{text.nav[page]}</span>
        </a>
      ))}
    </nav>
  )
}
