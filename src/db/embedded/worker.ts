/**
 * The thread that PostgreSQL runs in, so that a long statement never stops the server's own event
 * loop. Started by `engine-host.ts`; run by Node as it stands, with the types dropped.
 */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { SLOW, SLOW_MS } from '../slow.ts'
import { type Bridge, createBridge } from './bridge.ts'
import { type Engine, startEngine } from './engine.ts'
import type { FromWorker, SessionMessage, ToWorker, WorkerData } from './worker-messages.ts'

const settings = workerData as WorkerData
const host = parentPort as MessagePort
const deadline = new BigInt64Array(settings.deadline)

try {
  const engine = await startEngine(settings)
  const bridge = createBridge(timed(engine), { idleMs: settings.idleMs })
  host.on('message', (order: ToWorker) => void obey(order, engine, bridge))
  report({ type: 'ready' })
} catch (error) {
  fail(error)
}

async function obey(order: ToWorker, engine: Engine, bridge: Bridge): Promise<void> {
  try {
    if (order.type === 'session') return serve(order.port, bridge)
    if (order.type === 'dump') {
      const archive = new Uint8Array(await engine.dump())
      return report({ type: 'dumped', archive })
    }
    await engine.close()
    report({ type: 'stopped' })
  } catch (error) {
    fail(error)
  }
}

function serve(port: MessagePort, bridge: Bridge): void {
  const session = bridge.open({
    send: (bytes) => port.postMessage(Uint8Array.from(bytes)),
    close: () => {
      port.postMessage(null)
      port.close()
    },
  })
  port.on('message', (bytes: SessionMessage) => {
    try {
      if (bytes) session.push(bytes)
      else session.close()
    } catch (error) {
      fail(error)
    }
  })
  port.on('close', () => session.close())
}

/** Says until when a statement may run, so that the main thread can tell a stuck one. */
function timed(engine: Engine): Engine {
  return {
    ...engine,
    run(bytes) {
      const limit = isSlow(bytes) ? SLOW_MS : settings.statementMs
      Atomics.store(deadline, 0, BigInt(Date.now() + limit))
      try {
        return engine.run(bytes)
      } finally {
        Atomics.store(deadline, 0, 0n)
      }
    },
  }
}

/** Whether these are a simple query that announces itself as long. */
function isSlow(bytes: Uint8Array): boolean {
  const start = bytes.subarray(5, 5 + SLOW.length)
  return start.length === SLOW.length && Buffer.from(start).toString('latin1') === SLOW
}

function fail(error: unknown): void {
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  report({ type: 'failed', message, stack })
}

function report(message: FromWorker): void {
  host.postMessage(message)
}
