import { useCallback, useEffect, useRef, useState } from 'react'
import { followHost, type HostLink, type HostState, NO_HOST } from './follow-host.ts'
import { readAllowedOrigins } from './read-allowed-origins.ts'

/** The page around the frame, as it stands, and a way to talk to it. */
export function useHost() {
  const [host, setHost] = useState<HostState>(NO_HOST)
  const link = useRef<HostLink | null>(null)
  useEffect(() => {
    const following = followHost({
      frame: window,
      allowed: readAllowedOrigins(document),
      asksChatwoot: new URLSearchParams(location.search).get('host') === 'chatwoot',
      onState: setHost,
    })
    link.current = following
    return () => following.stop()
  }, [])
  return {
    host,
    propose: useCallback(
      async (ref: string, text: string) => (await link.current?.propose(ref, text)) ?? false,
      [],
    ),
    tellBound: useCallback(
      (ref: string, conversation: string) => link.current?.tellBound(ref, conversation),
      [],
    ),
  }
}
