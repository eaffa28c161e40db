import type { Random } from "@rollcall/sandbox-kit"
import type { Country } from "./countries.js"

/** Numbers that look right and belong to nobody: invented banks, checksums that fit. */
type BankAccount = { number: string; code: string | null; format: string }

export function drawBankAccount(random: Random, country: Country): BankAccount {
  switch (country.code) {
    case "gb":
      return { number: digits(random, 8), code: `00-00-${digits(random, 2)}`, format: "sort_code_and_account_number" }
    case "us":
      return { number: digits(random, 10), code: "000000000", format: "routing_number_and_account_number" }
    case "mx":
      return { number: `000${digits(random, 15)}`, code: null, format: "clabe" }
    default:
      return { number: makeIban(random, country), code: random.chance(0.4) ? "MARIXX00XXX" : null, format: "iban" }
  }
}

const ibanDigits: Record<string, number> = { es: 20, pt: 21, fr: 23, de: 18 }

/** Bank 0000 exists in none of these countries. */
function makeIban(random: Random, country: Country): string {
  const account = `0000${digits(random, (ibanDigits[country.code] ?? 20) - 4)}`
  const code = country.code.toUpperCase()
  const letters = [...code].map((letter) => String(letter.charCodeAt(0) - 55)).join("")
  const check = 98n - (BigInt(`${account}${letters}00`) % 97n)
  return `${code}${check.toString().padStart(2, "0")}${account}`
}

export function drawNationalId(random: Random, country: Country): string {
  const number = random.int(1_000_000, 99_999_999)
  switch (country.code) {
    case "es":
      return `${String(number).padStart(8, "0")}${"TRWAGMYFPDXBNJZSQVHLCKE"[number % 23] ?? "T"}`
    case "mx":
      return `XXXX${digits(random, 6)}HDFXXX0${digits(random, 1)}`
    case "us":
      return `000-${digits(random, 2)}-${digits(random, 4)}`
    default:
      return `X${String(number).padStart(8, "0")}`
  }
}

export function drawSocialSecurityNumber(random: Random): string {
  return `00${digits(random, 10)}`
}

export function drawPhone(random: Random, country: Country): string {
  return `${country.phone.prefix}${digits(random, country.phone.digits)}`
}

function digits(random: Random, count: number): string {
  let text = ""
  for (let i = 0; i < count; i++) text += random.int(0, 9)
  return text
}
