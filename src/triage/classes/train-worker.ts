/** Thread of `trainInThread`: trains one classifier of the examples it is started with, and ends. */
import { parentPort, workerData } from 'node:worker_threads'
import { type Example, trainClassifier } from '../classifier/index.ts'
import { packModel } from './stored-classifiers.ts'

const model = trainClassifier(workerData as Example[]).toJSON()
const packed = packModel(model)
parentPort?.postMessage({ model, packed })
