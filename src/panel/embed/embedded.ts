/** How a text got to the agent's reply: into the host's box, or onto the clipboard to be pasted there. */
export type Delivery = 'inserted' | 'copied' | 'failed'

/** What is different about the panel in a frame. */
export type Embedded = {
  /** The conversation the host shows; the panel shows this one and no other. */
  conversation: string
  /** Where the outgoing text goes: the host can take it, or it is copied. */
  way: 'insert' | 'copy'
  /** Takes the checked text out of the panel; the host sends it, never the panel. */
  deliver: (text: string) => Promise<Delivery>
  /** The key has ended. */
  onSignedOut: () => void
}
