import type { Json } from "./world.js"

/** What classic endpoints answer unless JSON is asked for. */
const PROLOGUE = '<?xml version="1.0"?>\n'

type Attributes = { [name: string]: Json | undefined }

/** `inner` is XML already. Attributes without a value are left out. */
export function element(name: string, attributes: Attributes, inner: string): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([attribute, value]) => ` ${attribute}="${escapeXml(String(value))}"`)
  return inner === "" ? `<${name}${written.join("")}/>` : `<${name}${written.join("")}>${inner}</${name}>`
}

export function text(value: Json | undefined): string {
  return value === null || value === undefined ? "" : escapeXml(String(value))
}

export function xmlDocument(inner: string): string {
  return `${PROLOGUE}${inner}\n`
}

/** `<field id="firstName">Mara</field>` for every value. */
export function fieldElements(values: { [name: string]: Json }, left: readonly string[] = ["id"]): string {
  return Object.entries(values)
    .filter(([name]) => !left.includes(name))
    .map(([name, value]) => element("field", fieldAttributes(name, value), fieldText(value)))
    .join("")
}

/** Where the shape was not seen: an element for each key, `item` for members of lists. */
export function elementOf(name: string, value: Json): string {
  if (Array.isArray(value)) return element(name, {}, value.map((one) => elementOf("item", one)).join(""))
  if (typeof value !== "object" || value === null) return element(name, {}, text(value))
  const inner = Object.entries(value).map(([key, one]) => {
    // Keys such as days are no names of elements.
    return /^[A-Za-z_][\w.-]*$/.test(key) ? elementOf(key, one) : element("entry", { key }, text(one))
  })
  return element(name, {}, inner.join(""))
}

const CURRENCY = "currency"

function fieldAttributes(name: string, value: Json): Attributes {
  const isMoney = typeof value === "object" && value !== null && !Array.isArray(value) && CURRENCY in value
  return isMoney ? { id: name, currency: value.currency } : { id: name }
}

function fieldText(value: Json): string {
  if (Array.isArray(value)) return text(value.join(","))
  return typeof value === "object" && value !== null ? text(value.value) : text(value)
}

const ESCAPES: Readonly<Record<string, string>> = {
  "<": "&lt;",
  ">": "&gt;",
  "&": "&amp;",
  '"': "&quot;",
  "'": "&#039;",
}

function escapeXml(value: string): string {
  // Control characters can't stand in XML at all, but for tabs and line breaks.
  return value.replace(/[^\P{Cc}\n\r\t]/gu, "").replace(/[<>&"']/g, (found) => ESCAPES[found] ?? "")
}
