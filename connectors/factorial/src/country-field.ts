import { objectOf, type Remote } from "@rollcall/connector-kit"

/** Country fields of a version by their key, never by their label, which is in the company's language. */
export function countryField(version: Remote, name: string): string | undefined {
  const country = objectOf(objectOf(version, "version_data") ?? {}, "country_data")
  const fields = country?.fields
  if (!Array.isArray(fields)) return undefined
  const field = fields.find((one) => typeof one === "object" && one !== null && one.name === name)
  const label: unknown = field?.value_label
  return typeof label === "string" && label !== "" ? label : undefined
}
