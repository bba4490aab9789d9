import { Gauge } from 'prom-client'
import { metrics } from '../metrics.ts'

const open = new Gauge({
  name: 'sidecue_event_streams_open',
  help: 'Streams of events that somebody reads now.',
  registers: [metrics],
})

/** Counts a stream for as long as it is open; what is returned ends it, however often it is called. */
export function streamOpened(): () => void {
  open.inc()
  let isOpen = true
  return () => {
    if (isOpen) open.dec()
    isOpen = false
  }
}
