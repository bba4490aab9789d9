/** Thread of `groupInThread`: groups the questions it is started with, and ends. */
import { parentPort, workerData } from 'node:worker_threads'
import { type GroupWork, groupNow } from './group-in-thread.ts'

parentPort?.postMessage(groupNow(workerData as GroupWork))
