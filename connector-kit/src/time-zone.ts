/**
 * Whether it is the name of a time zone, as the IANA has them. An offset such as +02:00 is no place: it knows no summer,
 * and databases read its sign the other way round.
 */
export function isTimeZone(name: string): boolean {
  if (!/^[a-z]/i.test(name) || name.length > 100) return false
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }))
  } catch {
    return false
  }
}
