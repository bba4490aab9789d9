export {
  countOpen,
  listOpenConversations,
  type OpenFilter,
  type OpenPlace,
  type OpenRow,
} from './open-conversations.ts'
