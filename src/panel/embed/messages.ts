/** What the panel in a frame says in Simplified Chinese; the shape the other two fill. */
export const embedZhHans = {
  insert: '填入工单回复框',
  copy: '复制',
  placeholder: {
    insert: '回复写在这里，Enter 填入工单的回复框',
    copy: '回复写在这里，Enter 复制，再粘贴到工单的回复框',
  },
  inserted: '已填入工单的回复框，请核对后发送。',
  copied: '已复制，请粘贴到工单的回复框。',
  notTaken: '没有填入，浏览器也不允许复制。内容还在，请选取后按 Ctrl+C。',
  waiting: '等待工单系统',
  waitingNote: '在工单系统里打开一个会话，建议就会出现在这里。',
  binding: '正在打开会话…',
  bindFailed: '这个会话没有打开。',
  retry: '再试一次',
  expired: '登录已失效，请再次登录。已输入的内容还在。',
  notFramed: '这个页面要放在工单系统的侧边栏里使用。',
  openPanel: '打开完整面板',
  note: {
    wrongOrigin: (origin: string) =>
      `已忽略来自 ${origin} 的消息：它不在 desk.yml 的 frame_ancestors 里。`,
    wrongWindow: '已忽略另一个窗口发来的消息，只听外层页面的。',
    junk: '外层页面发来的消息看不懂，已忽略，面板照常使用。',
  },
  behind: '有几句话还没同步过来，正在重试。',
}

type Widen<T> = T extends string
  ? string
  : T extends (...args: infer A) => string
    ? (...args: A) => string
    : { [K in keyof T]: Widen<T[K]> }
type EmbedTexts = Widen<typeof embedZhHans>

export const embedZhHant: EmbedTexts = {
  insert: '填入工單回覆框',
  copy: '複製',
  placeholder: {
    insert: '回覆寫在這裡，Enter 填入工單的回覆框',
    copy: '回覆寫在這裡，Enter 複製，再貼到工單的回覆框',
  },
  inserted: '已填入工單的回覆框，請核對後送出。',
  copied: '已複製，請貼到工單的回覆框。',
  notTaken: '沒有填入，瀏覽器也不允許複製。內容還在，請選取後按 Ctrl+C。',
  waiting: '等待工單系統',
  waitingNote: '在工單系統裡開啟一個對話，建議就會出現在這裡。',
  binding: '正在開啟對話…',
  bindFailed: '這個對話沒有開啟。',
  retry: '再試一次',
  expired: '登入已失效，請再次登入。已輸入的內容還在。',
  notFramed: '這個頁面要放在工單系統的側邊欄裡使用。',
  openPanel: '開啟完整面板',
  note: {
    wrongOrigin: (origin) => `已忽略來自 ${origin} 的訊息：它不在 desk.yml 的 frame_ancestors 裡。`,
    wrongWindow: '已忽略另一個視窗傳來的訊息，只聽外層頁面的。',
    junk: '外層頁面傳來的訊息看不懂，已忽略，面板照常使用。',
  },
  behind: '有幾句話還沒同步過來，正在重試。',
}

export const embedEn: EmbedTexts = {
  insert: 'Put in the ticket’s reply box',
  copy: 'Copy',
  placeholder: {
    insert: 'Write the reply here; Enter puts it in the ticket’s reply box',
    copy: 'Write the reply here; Enter copies it for the ticket’s reply box',
  },
  inserted: 'It stands in the ticket’s reply box. Read it over, then send it there.',
  copied: 'Copied. Paste it into the ticket’s reply box.',
  notTaken:
    'It was not put in, and the browser does not allow copying. Your text is still here: select it and press Ctrl+C.',
  waiting: 'Waiting for the help desk',
  waitingNote: 'Open a conversation in the help desk, and suggestions appear here.',
  binding: 'Opening the conversation…',
  bindFailed: 'The conversation was not opened.',
  retry: 'Try again',
  expired: 'Your sign-in has ended. Sign in again; what you typed is kept.',
  notFramed: 'This page belongs in the sidebar of a help desk.',
  openPanel: 'Open the whole panel',
  note: {
    wrongOrigin: (origin) =>
      `A message from ${origin} was ignored: it is not among frame_ancestors in desk.yml.`,
    wrongWindow:
      'A message from another window was ignored; only the page around this frame counts.',
    junk: 'The page around this frame sent a message that cannot be read. It was ignored; the panel works on.',
  },
  behind: 'Some turns have not arrived yet; trying again.',
}
