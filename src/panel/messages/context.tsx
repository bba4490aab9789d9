import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { I18nProvider } from 'react-aria-components'
import { readStored, writeStored } from '../state/stored.ts'
import { MESSAGES, type Messages, pickLang } from './index.ts'
import { findLang, LANGS, type Lang } from './languages.ts'

/** The interface's language, its texts, and how to change it. */
export type Language = {
  lang: Lang
  text: Messages
  choose: (lang: Lang) => void
  chooseNext: () => void
}

const LanguageContext = createContext<Language | null>(null)

/** The interface language: from the address (`?lang=`), else as last chosen, else as the browser wants. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [lang, setLang] = useState(firstLang)
  useEffect(() => {
    document.documentElement.lang = lang
  }, [lang])
  const language = useMemo(() => {
    const choose = (chosen: Lang) => {
      writeStored('local', 'lang', chosen)
      setLang(chosen)
    }
    const next = LANGS[(LANGS.indexOf(lang) + 1) % LANGS.length] ?? lang
    return { lang, text: MESSAGES[lang], choose, chooseNext: () => choose(next) }
  }, [lang])
  return (
    <I18nProvider locale={lang}>
      <LanguageContext value={language}>{children}</LanguageContext>
    </I18nProvider>
  )
}

export function useLanguage(): Language {
  const language = useContext(LanguageContext)
  if (!language) throw new Error('LanguageProvider is missing above this component.')
  return language
}

/** The interface's texts in the chosen language. */
export const useMessages = (): Messages => useLanguage().text

function firstLang(): Lang {
  const wanted = new URLSearchParams(location.search).get('lang')
  return findLang(wanted) ?? findLang(readStored('local', 'lang')) ?? pickLang(navigator.languages)
}
