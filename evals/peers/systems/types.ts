export type PeerDocument = { id: string; title: string; text: string }

/** One search system under measurement. `index` is called once, `search` gives document ids, best first. */
export type PeerSystem = {
  name: string
  index(documents: PeerDocument[]): Promise<void>
  search(query: string, top: number): Promise<string[]>
  /** The same for a turn of a conversation, where a system tells it from what was said before. Others get both as one text. */
  searchTurn?(query: string, before: string, top: number): Promise<string[]>
  close(): Promise<void>
}

/** Makes a fresh, empty system; `scope` is a name no other run uses (for tables). */
export type PeerFactory = { name: string; create(scope: string): Promise<PeerSystem> }
