import { KeyRound } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useMessages } from '../messages/context.tsx'
import { ActionButton } from './action-button.tsx'

/** Asks for the key where the server wants one. It is kept for this tab only. */
export function SignIn(props: { isWrong: boolean; onKey: (key: string) => void }) {
  const text = useMessages()
  const [key, setKey] = useState('')
  const enter = () => key.trim() !== '' && props.onKey(key.trim())
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    enter()
  }
  return (
    <main>
      <form className="sign-in" onSubmit={onSubmit}>
        <h1>{text.signIn}</h1>
        <p className="hint">{text.signInNote}</p>
        <label>
          {text.key}
          <input
            type="password"
            autoComplete="current-password"
            value={key}
            onChange={(event) => setKey(event.target.value)}
          />
        </label>
        {props.isWrong && (
          <p className="problem" role="alert">
            {text.keyWrong}
          </p>
        )}
        <ActionButton icon={KeyRound} label={text.enter} look="primary" onPress={enter} />
      </form>
    </main>
  )
}
