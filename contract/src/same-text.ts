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
