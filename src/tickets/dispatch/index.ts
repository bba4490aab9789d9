export { announceDeletion } from './announce-deletion.ts'
export {
  addDispatch,
  DISPATCH_EVENTS,
  DISPATCH_STATES,
  type DispatchEvent,
  type DispatchFilter,
  type DispatchRow,
  type DispatchState,
  listDispatches,
  redrive,
} from './dispatch-rows.ts'
export { endpointOf } from './messages.ts'
export {
  createDispatcher,
  type Dispatcher,
  type DispatcherDeps,
  type Tried,
} from './run-dispatch.ts'
export { SEND_SETTINGS, type SendSettings, sendWebhook } from './send-webhook.ts'
export { isSignedBy, readSecrets, signatureHeaders } from './sign.ts'
