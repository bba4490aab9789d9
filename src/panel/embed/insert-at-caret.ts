/** Puts a text where the caret stands, as if it were typed; undo takes it back. False: there is no place for it. */
export function insertAtCaret(place: Element | null, text: string): boolean {
  if (place instanceof HTMLTextAreaElement || place instanceof HTMLInputElement) {
    if (place.disabled || place.readOnly) return false
    place.focus()
    // Only this way can it be undone; where the browser has given it up, the value is set.
    if (!document.execCommand('insertText', false, text)) {
      place.setRangeText(text, place.selectionStart ?? 0, place.selectionEnd ?? 0, 'end')
      place.dispatchEvent(new InputEvent('input', { bubbles: true }))
    }
    return true
  }
  if (place instanceof HTMLElement && place.isContentEditable) {
    place.focus()
    return document.execCommand('insertText', false, text)
  }
  return false
}
