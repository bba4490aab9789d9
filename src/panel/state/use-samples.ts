import { useEffect, useState } from 'react'
import type { SampleList } from '../../http/api-types.ts'
import type { Client } from '../api/client.ts'

/** The recorded conversations the server offers; `null` while they load. */
export function useSamples(client: Client, isReady: boolean) {
  const [samples, setSamples] = useState<SampleList['samples'] | 'failed' | null>(null)
  useEffect(() => {
    if (!isReady) return
    client.samples().then(setSamples, () => setSamples('failed'))
  }, [client, isReady])
  return samples
}
