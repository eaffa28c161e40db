import { isRemote, objectOf, type Remote, text } from "@rollcall/connector-kit"
import { compareTexts } from "./order.js"

/** Country fields of a version by their key, never by their label, which is in the company's language. */
export function countryField(version: Remote, name: string): string | undefined {
  const country = objectOf(objectOf(version, "version_data") ?? {}, "country_data")
  const fields = country?.fields
  if (!Array.isArray(fields)) return undefined
  // Said twice, the same one is taken whatever their order.
  const labels = fields.filter(isRemote).flatMap((one) => (one.name === name ? (text(one, "value_label") ?? []) : []))
  return labels.sort(compareTexts)[0]
}
