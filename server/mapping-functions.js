// Functions that expressions of users may call beside JSONata's own: those of Truto's that mappings of people need, by their
// names. It runs inside QuickJS, so it uses nothing but the language; and whatever it is given, it answers something.
globalThis.mappingFunctions = (() => {
  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value)
  const isNothing = (value) => value === undefined || value === null
  const isEmpty = (value) =>
    isNothing(value) ||
    value === "" ||
    (Array.isArray(value) && value.length === 0) ||
    (isObject(value) && Object.keys(value).length === 0)
  const listOf = (value) => (Array.isArray(value) ? value : isNothing(value) ? [] : [value])
  const fromEntries = (entries) => {
    const made = {}
    // Defined, not assigned: a key may be called __proto__.
    for (const [key, value] of entries)
      Object.defineProperty(made, key, { value, enumerable: true, writable: true, configurable: true })
    return made
  }
  const entriesOf = (value) => (isObject(value) ? Object.entries(value) : [])
  const namesOf = (names) => new Set(names.flat(9).map(String))
  const at = (value, path) =>
    String(path)
      .split(".")
      .reduce((there, key) => (!isNothing(there) && Object.hasOwn(Object(there), key) ? there[key] : undefined), value)
  const textOf = (value) => (typeof value === "string" ? value : JSON.stringify(value))

  /** What to compare rows by: a function, a path, or an object of values that they have to have. */
  const chooser = (given) => {
    if (typeof given === "function") return given
    if (isObject(given))
      return (row) => entriesOf(given).every(([key, value]) => textOf(at(row, key)) === textOf(value))
    return (row) => (given === undefined ? row : at(row, given))
  }
  const filterBy = async (rows, given, isWanted) => {
    const choose = chooser(given)
    const kept = []
    for (const row of listOf(rows)) if (isWanted(await choose(row))) kept.push(row)
    return kept
  }
  const keysBy = async (rows, given) => {
    const choose = chooser(given)
    const keyed = []
    for (const row of listOf(rows)) keyed.push([String(await choose(row)), row])
    return keyed
  }

  const removeEmpty = (value) => {
    if (Array.isArray(value)) return value.map(removeEmpty)
    if (!isObject(value)) return value
    return fromEntries(entriesOf(value).flatMap(([key, one]) => (isEmpty(one) ? [] : [[key, removeEmpty(one)]])))
  }
  const flattenTo = (value, depth) => listOf(value).flat(Math.min(20, depth))

  /** Below, then beside: each row after the one above it. A row that is its own ancestor comes last. */
  const sortNodes = (rows, idKey = "id", parentKey = "parent_id") => {
    const all = listOf(rows)
    const known = new Set(all.map((row) => textOf(at(row, idKey))))
    const below = new Map()
    for (const row of all) {
      const parent = textOf(at(row, parentKey))
      const key = known.has(parent) ? parent : undefined
      below.set(key, [...(below.get(key) ?? []), row])
    }
    const sorted = []
    const seen = new Set()
    const left = [...(below.get(undefined) ?? [])].reverse()
    while (left.length > 0) {
      const row = left.pop()
      if (seen.has(row)) continue
      seen.add(row)
      sorted.push(row)
      left.push(...[...(below.get(textOf(at(row, idKey))) ?? [])].reverse())
    }
    return [...sorted, ...all.filter((row) => !seen.has(row))]
  }

  const compare = (one, other) => {
    if (isNothing(one) || isNothing(other)) return Number(isNothing(one)) - Number(isNothing(other))
    return one < other ? -1 : Number(one > other)
  }
  const orderBy = async (rows, by, orders) => {
    const choosers = (by === undefined ? [undefined] : listOf(by)).map(chooser)
    const ways = listOf(orders).map((way) => (way === "desc" ? -1 : 1))
    const keyed = []
    for (const row of listOf(rows)) {
      const keys = []
      for (const choose of choosers) keys.push(await choose(row))
      keyed.push({ row, keys })
    }
    const order = (one, other) =>
      one.keys.reduce((found, key, place) => found || compare(key, other.keys[place]) * (ways[place] ?? 1), 0)
    return keyed.sort(order).map(({ row }) => row)
  }

  /** Currencies whose smaller unit is not a hundredth, by ISO 4217. */
  const DIGITS = fromEntries([
    ..."BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(" ").map((code) => [code, 0]),
    ..."BHD IQD JOD KWD LYD OMR TND".split(" ").map((code) => [code, 3]),
    ..."CLF UYW".split(" ").map((code) => [code, 4]),
  ])
  const digitsOf = (currency) => {
    const code = String(currency ?? "").toUpperCase()
    return Object.hasOwn(DIGITS, code) ? DIGITS[code] : 2
  }
  const toNumber = (value) => {
    if (typeof value === "number") return Number.isFinite(value) ? value : null
    if (typeof value === "boolean") return Number(value)
    const text = typeof value === "string" ? value.trim() : ""
    const read = text === "" ? Number.NaN : Number(text)
    return Number.isFinite(read) ? read : null
  }
  const scaled = (amount, currency, sign) => {
    const value = toNumber(amount)
    if (value === null) return null
    // By the decimal text: 1.1 * 100 is no whole number.
    const [digits, exponent = "0"] = String(value).split("e")
    return Number(`${digits}e${Number(exponent) + sign * digitsOf(currency)}`)
  }

  const ISO =
    /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i
  /** A moment as ISO 8601 in UTC, which JSONata's own functions read. Null: it is none. */
  const toMoment = ({ year, month = 1, day = 1, hour = 0, minute = 0, second = 0, millis = 0, offset = "Z" }) => {
    const parts = [year, month - 1, day, hour, minute, second, millis]
    const date = new Date(0)
    date.setUTCFullYear(parts[0], parts[1], parts[2])
    date.setUTCHours(parts[3], parts[4], parts[5], parts[6])
    const isReal =
      date.getUTCMonth() === month - 1 && date.getUTCDate() === Number(day) && hour < 24 && minute < 60 && second < 60
    const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(offset) ?? [undefined, "+", 0, 0]
    const away = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === "-" ? -1 : 1)
    const at = new Date(date.getTime() - away)
    return isReal && !Number.isNaN(at.getTime()) ? at.toISOString() : null
  }
  const dtFromIso = (text) => {
    const found = typeof text === "string" ? ISO.exec(text.trim()) : null
    if (!found) return null
    const [, year, month, day, hour, minute, second, fraction = "0", offset] = found
    const millis = Math.floor(Number(`0.${fraction}`) * 1_000)
    const [h, m, s] = [hour, minute, second].map((part) => Number(part ?? 0))
    return toMoment({
      year: Number(year),
      month: Number(month),
      day: Number(day),
      hour: h,
      minute: m,
      second: s,
      millis,
      offset,
    })
  }
  const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ")
  const TOKENS = {
    yyyy: ["(\\d{4})", (text) => ({ year: Number(text) })],
    yy: ["(\\d{2})", (text) => ({ year: Number(text) + (Number(text) > 60 ? 1900 : 2000) })],
    MMM: ["([A-Za-z]{3})", (text) => ({ month: MONTHS.indexOf(text.toLowerCase()) + 1 })],
    MM: ["(\\d{2})", (text) => ({ month: Number(text) })],
    M: ["(\\d{1,2})", (text) => ({ month: Number(text) })],
    dd: ["(\\d{2})", (text) => ({ day: Number(text) })],
    d: ["(\\d{1,2})", (text) => ({ day: Number(text) })],
    HH: ["(\\d{2})", (text) => ({ hour: Number(text) })],
    H: ["(\\d{1,2})", (text) => ({ hour: Number(text) })],
    mm: ["(\\d{2})", (text) => ({ minute: Number(text) })],
    ss: ["(\\d{2})", (text) => ({ second: Number(text) })],
    SSS: ["(\\d{3})", (text) => ({ millis: Number(text) })],
    ZZ: ["(Z|[+-]\\d{2}:?\\d{2})", (text) => ({ offset: text })],
  }
  const dtFromFormat = (text, format) => {
    if (typeof text !== "string" || typeof format !== "string" || format.length > 100) return null
    const used = []
    const pattern = format.replace(/yyyy|yy|MMM|MM|M|dd|d|HH|H|mm|ss|SSS|ZZ|'[^']*'|[\s\S]/g, (token) => {
      if (Object.hasOwn(TOKENS, token)) {
        used.push(TOKENS[token][1])
        return TOKENS[token][0]
      }
      return token.replace(/^'|'$/g, "").replace(/[^A-Za-z0-9\s]/g, "\\$&")
    })
    const found = new RegExp(`^${pattern}$`).exec(text.trim())
    if (!found) return null
    const parts = Object.assign({}, ...used.map((read, place) => read(found[place + 1])))
    return parts.year === undefined ? null : toMoment(parts)
  }

  /** JSONata's own makes a list as long as the text, in one step that nothing can cut short. */
  const MOST_PADDED = 10_000
  const padTo = (text, width, given) => {
    if (text === undefined) return undefined
    if (!(Math.abs(width) <= MOST_PADDED))
      throw { code: "too_long", message: `$pad: ${MOST_PADDED} characters are the most` }
    const chars = [...text]
    const lacking = Math.max(0, Math.abs(Math.trunc(width)) - chars.length)
    const fill = [...(given || " ")]
    const padding = Array.from({ length: lacking }, (_, place) => fill[place % fill.length]).join("")
    return width < 0 ? padding + text : text + padding
  }

  return {
    pad: padTo,
    // dates
    dtFromIso,
    dtFromFormat,
    // objects and lists
    removeEmpty,
    removeEmptyItems: (value) => listOf(value).filter((one) => !isEmpty(one)),
    pick: (value, ...names) => fromEntries(entriesOf(value).filter(([key]) => namesOf(names).has(key))),
    omit: (value, ...names) => fromEntries(entriesOf(value).filter(([key]) => !namesOf(names).has(key))),
    compact: (value) => listOf(value).filter((one) => !isNothing(one) && one !== false && one !== 0 && one !== ""),
    async mapValues(value, given) {
      const choose = chooser(given)
      const made = []
      for (const [key, one] of entriesOf(value)) made.push([key, await choose(one)])
      return fromEntries(made)
    },
    firstNonEmpty: (...values) => (values.length === 1 ? listOf(values[0]) : values).find((one) => !isEmpty(one)),
    lofilter: (rows, given) => filterBy(rows, given, Boolean),
    find: async (rows, given) => (await filterBy(rows, given, Boolean))[0],
    difference(one, other) {
      const known = new Set(listOf(other).map(textOf))
      return listOf(one).filter((value) => !known.has(textOf(value)))
    },
    async groupBy(rows, given) {
      const groups = new Map()
      for (const [key, row] of await keysBy(rows, given)) groups.set(key, [...(groups.get(key) ?? []), row])
      return fromEntries(groups)
    },
    keyBy: async (rows, given) => fromEntries(await keysBy(rows, given)),
    orderBy,
    chunk(value, size = 1) {
      const rows = listOf(value)
      const length = Math.max(1, Math.floor(toNumber(size) ?? 1))
      return Array.from({ length: Math.ceil(rows.length / length) }, (_, place) =>
        rows.slice(place * length, (place + 1) * length),
      )
    },
    flatten: (value) => flattenTo(value, 1),
    flattenDeep: (value) => flattenTo(value, 20),
    flattenDepth: (value, depth = 1) => flattenTo(value, Math.max(0, toNumber(depth) ?? 1)),
    wrap: (value) => listOf(value),
    sortNodes,
    values: (value) => (isObject(value) ? Object.values(value) : listOf(value)),
    // numbers
    toNumber,
    convertCurrencyFromSubunit: (amount, currency) => scaled(amount, currency, -1),
    convertCurrencyToSubunit: (amount, currency) => {
      const value = scaled(amount, currency, 1)
      return value === null ? null : Math.round(value)
    },
  }
})()
