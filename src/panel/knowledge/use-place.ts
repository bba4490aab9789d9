import { useCallback, useEffect, useState } from 'react'
import { type Place, readPlace, writePlace } from './place.ts'

/** Where the address says that one is, and a way to go elsewhere. */
export function usePlace(): [Place, (place: Place) => void] {
  const [place, setPlace] = useState(() => readPlace(location.hash))
  useEffect(() => {
    const follow = () => setPlace(readPlace(location.hash))
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  const go = useCallback((next: Place) => {
    location.hash = writePlace(next)
  }, [])
  return [place, go]
}
