import { Component, lazy, type ReactNode } from 'react'

const loadArticleView = () => import('./article-view.tsx')
const loadBrowsePane = () => import('./browse-pane.tsx')
const loadGuidanceText = () => import('./guidance-text.tsx')
const loadHelpDialog = () => import('./help-dialog.tsx')
const loadTicketPane = () => import('./ticket-pane.tsx')

/** Not part of the first script; fetched once the page stands. */
export const ArticleView = lazy(async () => ({ default: (await loadArticleView()).ArticleView }))
export const BrowsePane = lazy(async () => ({ default: (await loadBrowsePane()).BrowsePane }))
export const GuidanceText = lazy(async () => ({
  default: (await loadGuidanceText()).GuidanceText,
}))
export const HelpDialog = lazy(async () => ({ default: (await loadHelpDialog()).HelpDialog }))
export const TicketPane = lazy(async () => ({ default: (await loadTicketPane()).TicketPane }))

/** Fetches what was left out of the first script while there is still a server to fetch it from. */
export function loadTheRest(): void {
  // A failure here shows when the part is opened, in `LoadBoundary`.
  void Promise.allSettled([
    loadArticleView(),
    loadBrowsePane(),
    loadGuidanceText(),
    loadHelpDialog(),
    loadTicketPane(),
  ])
}

/** Keeps a part that cannot be loaded from taking the panel, and what is typed in it, down with it. */
export class LoadBoundary extends Component<
  { instead: ReactNode; children: ReactNode },
  { hasFailed: boolean }
> {
  override state = { hasFailed: false }

  static getDerivedStateFromError() {
    return { hasFailed: true }
  }

  override render() {
    return this.state.hasFailed ? this.props.instead : this.props.children
  }
}
