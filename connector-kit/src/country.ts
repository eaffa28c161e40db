/** Names that people use besides those of the ISO, and codes that are in use without being ISO's. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  america: "US",
  "bosnia and herzegovina": "BA",
  "bosnia herzegovina": "BA",
  brasil: "BR",
  burma: "MM",
  "cape verde": "CV",
  "china, people's republic of": "CN",
  congo: "CG",
  "congo brazzaville": "CG",
  "congo kinshasa": "CD",
  "congo, democratic republic of the": "CD",
  "cote d'ivoire": "CI",
  "czech republic": "CZ",
  czechia: "CZ",
  "democratic republic of the congo": "CD",
  deutschland: "DE",
  "east timor": "TL",
  "el salvador": "SV",
  england: "GB",
  espana: "ES",
  "great britain": "GB",
  holland: "NL",
  "holy see": "VA",
  "hong kong": "HK",
  "iran, islamic republic of": "IR",
  "ivory coast": "CI",
  "korea, democratic people's republic of": "KP",
  "korea, republic of": "KR",
  "korea, south": "KR",
  "lao people's democratic republic": "LA",
  macao: "MO",
  macau: "MO",
  macedonia: "MK",
  "mainland china": "CN",
  "moldova, republic of": "MD",
  myanmar: "MM",
  "north macedonia": "MK",
  "northern ireland": "GB",
  "palestine, state of": "PS",
  palestine: "PS",
  "people's republic of china": "CN",
  "republic of ireland": "IE",
  "republic of korea": "KR",
  "russian federation": "RU",
  scotland: "GB",
  swaziland: "SZ",
  "syrian arab republic": "SY",
  "taiwan, province of china": "TW",
  "tanzania, united republic of": "TZ",
  "the gambia": "GM",
  "the netherlands": "NL",
  turkey: "TR",
  turkiye: "TR",
  uae: "AE",
  uk: "GB",
  "united states of america": "US",
  usa: "US",
  "vatican city": "VA",
  "venezuela, bolivarian republic of": "VE",
  "viet nam": "VN",
  vietnam: "VN",
  wales: "GB",
}

/** Regions that are no countries of ISO 3166, though Unicode has names for them. */
const NO_COUNTRIES = new Set(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"])
const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"]

type Known = { codes: ReadonlySet<string>; byName: ReadonlyMap<string, string> }
let known: Known | undefined

/** Made when it is first needed: it takes some milliseconds. */
function countries(): Known {
  if (known) return known
  const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" })
  const codes = LETTERS.flatMap((first) => LETTERS.map((second) => first + second))
  const found = codes.flatMap((code): [string, string][] => {
    const name = NO_COUNTRIES.has(code) ? undefined : names.of(code)
    // A code that is out of use has the name of the one that is in use.
    const [own] = Intl.getCanonicalLocales(`und-${code}`)
    return name !== undefined && own === `und-${code}` ? [[code, name]] : []
  })
  const byName = found.map(([code, name]): [string, string] => [plain(name), code])
  known = {
    codes: new Set(found.map(([code]) => code)),
    byName: new Map([...Object.entries(OTHER_NAMES).map(([name, code]) => [plain(name), code] as const), ...byName]),
  }
  return known
}

/** Without case, accents, dots, brackets and dashes, and with one word for `and`. */
const plain = (name: string): string =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[().]/g, "")
    .replace(/-/g, " ")
    .replace(/[\u2018\u2019`]/g, "'")
    .replace(/&/g, "and")
    .replace(/\bst\b/g, "saint")
    .replace(/\s+/g, " ")
    .trim()

/**
 * ISO 3166 alpha-2 of a country's English name, or of its code in either case. Null: empty, or no country that is known.
 * Undefined stays undefined.
 */
export function countryCode(given: string | null | undefined): string | null | undefined {
  if (given === undefined || given === null) return given
  const { codes, byName } = countries()
  const code = given.trim().toUpperCase()
  return codes.has(code) ? code : (byName.get(plain(given)) ?? null)
}
