import { RotateCw } from 'lucide-react'
import { Component, type ReactNode } from 'react'
import { useMessages } from '../messages/context.tsx'
import { ActionButton } from './action-button.tsx'

/** A fault in the panel itself: said in plain words. What is typed is kept by the browser and stands there again. */
export class PanelBoundary extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError() {
    return { hasFailed: true }
  }

  override render() {
    return this.state.hasFailed ? <Crashed /> : this.props.children
  }
}

function Crashed() {
  const text = useMessages()
  return (
    <main className="crashed" role="alert">
      <h1>{text.crashed}</h1>
      <p>{text.crashedNote}</p>
      <ActionButton
        icon={RotateCw}
        label={text.reload}
        look="primary"
        onPress={() => location.reload()}
      />
    </main>
  )
}
