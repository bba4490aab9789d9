const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const ID_CHECKS = '10X98765432'
/** GB/T 2260: the first two digits of an identity number are a province. */
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91'.split(
    ' ',
  ),
)

/** Resident identity number of mainland China: province, date of birth and the check sign of GB 11643. */
export function isMainlandId(id: string): boolean {
  if (!/^\d{17}[\dX]$/.test(id) || !PROVINCES.has(id.slice(0, 2))) return false
  if (!isDate(id.slice(6, 10), id.slice(10, 12), id.slice(12, 14))) return false
  const sum = ID_WEIGHTS.reduce((total, weight, at) => total + weight * Number(id[at]), 0)
  return ID_CHECKS[sum % 11] === id[17]
}

function isDate(year: string, month: string, day: string): boolean {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return (
    Number(year) >= 1880 &&
    Number(year) <= 2100 &&
    date.getUTCMonth() === Number(month) - 1 &&
    date.getUTCDate() === Number(day)
  )
}

const TAIWAN_LETTERS = 'ABCDEFGHJKLMNPQRSTUVXYWZIO'

/** National identity number of Taiwan: a letter, 1 or 2, eight digits of which the last checks. */
export function isTaiwanId(id: string): boolean {
  if (!/^[A-Z][12]\d{8}$/.test(id)) return false
  const letter = TAIWAN_LETTERS.indexOf(id[0]!) + 10
  const digits = [Math.floor(letter / 10), letter % 10, ...[...id.slice(1)].map(Number)]
  const weights = [1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1]
  return digits.reduce((sum, digit, at) => sum + digit * weights[at]!, 0) % 10 === 0
}

/** Hong Kong identity card: one or two letters, six digits and the check sign. */
export function isHongKongId(id: string): boolean {
  const match = /^([A-Z]{1,2})(\d{6})([\dA])$/.exec(id)
  if (!match) return false
  const letters = match[1]!.padStart(2, ' ')
  const values = [...letters].map((char) => (char === ' ' ? 36 : char.charCodeAt(0) - 55))
  const all = [...values, ...[...match[2]!].map(Number), match[3] === 'A' ? 10 : Number(match[3])]
  return all.reduce((sum, value, at) => sum + value * (9 - at), 0) % 11 === 0
}

export function isLuhn(digits: string): boolean {
  let sum = 0
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at])
    const doubled = at % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0 && !/^(\d)\1+$/.test(digits)
}

const USCC_SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** Unified social credit code of GB 32100: 18 signs of which the last checks. */
export function isCreditCode(code: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(code)) return false
  const sum = [...code.slice(0, 17)].reduce(
    (total, sign, at) => total + USCC_SIGNS.indexOf(sign) * (3 ** at % 31),
    0,
  )
  return USCC_SIGNS[(31 - (sum % 31)) % 31] === code[17]
}

/** International bank account number: ISO 13616, remainder 1 of 97. */
export function isIban(iban: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false
  let remainder = 0
  for (const sign of iban.slice(4) + iban.slice(0, 4)) {
    for (const digit of Number.parseInt(sign, 36).toString())
      remainder = (remainder * 10 + Number(digit)) % 97
  }
  return remainder === 1
}
