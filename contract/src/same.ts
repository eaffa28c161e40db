/**
 * One text for every way to write a value down: keys of an object and items of a list in another order are the same
 * value, because HR systems promise no order. A key without a value is no key.
 */
export function valueText(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null"
  if (Array.isArray(value)) return `[${value.map(valueText).sort().join()}]`
  const parts: string[] = []
  for (const [key, one] of Object.entries(value)) if (one !== undefined) parts.push(nameText(key) + valueText(one))
  return `{${parts.sort().join()}}`
}

/** Rows of a list have the same few names, over and over. */
const nameTexts = new Map<string, string>()
const MOST_NAMES = 2_000

function nameText(key: string): string {
  const known = nameTexts.get(key)
  if (known !== undefined) return known
  const text = `${JSON.stringify(key)}:`
  if (nameTexts.size < MOST_NAMES) nameTexts.set(key, text)
  return text
}

export const isSameValue = (one: unknown, other: unknown): boolean => one === other || textOf(one) === textOf(other)

const textOf = (value: unknown) => (value === undefined ? undefined : valueText(value))

/**
 * Whether a text is the one that a person asked for: in one Unicode form, without case in any language (İ is i, ß is
 * ss), with one space for several. A `+` that was not encoded in a query arrives as a space, and still finds its text.
 */
export function isSameText(text: string, wanted: string): boolean {
  const asked = fold(wanted)
  return fold(text) === asked || (text.includes("+") && fold(text.replaceAll("+", " ")) === asked)
}

/** The case is folded twice: ẞ has its two letters only in upper case. */
function fold(text: string): string {
  const folded = text.normalize("NFKC").toLowerCase().toUpperCase().toLowerCase().normalize("NFD")
  return folded
    .replace(/i\u0307/g, "i")
    .normalize("NFC")
    .replace(/\s+/g, " ")
    .trim()
}
