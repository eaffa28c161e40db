import type { Culture } from "@rollcall/sandbox-kit"

export type Country = { id: string; name: string; isoCode: string }
export type Place = {
  label: string
  division: "North America" | "Europe" | "Asia-Pacific"
  currency: string
  /** Of a year's salary, against one in dollars. */
  payFactor: number
  culture: Culture
  phone: string
  timezone: string
  address: {
    address1: string | null
    city: string | null
    state: string | null
    zipcode: string | null
    country: string
  }
  isRemote?: true
  isArchived?: true
}

export const COUNTRIES: readonly Country[] = `
1|United States|US
2|United Kingdom|GB
3|Canada|CA
4|Australia|AU
5|Germany|DE
6|Hong Kong|HK
7|Spain|ES
8|France|FR
9|Ireland|IE
10|Mexico|MX
11|Portugal|PT
12|Poland|PL
13|Netherlands|NL
14|Japan|JP
15|New Zealand|NZ
16|Sweden|SE
17|Türkiye|TR
18|Ivory Coast|CI`
  .trim()
  .split("\n")
  .map((line) => {
    const [id = "", name = "", isoCode = ""] = line.split("|")
    return { id, name, isoCode }
  })

/** By the country's id: id, code and name of its parts. */
export const PROVINCES: Readonly<Record<string, readonly { id: number; iso: string; name: string }[]>> = {
  "1": provinces(1, "CA California,CO Colorado,ID Idaho,NY New York,TX Texas,UT Utah,WA Washington"),
  "3": provinces(201, "AB Alberta,BC British Columbia,ON Ontario,QC Quebec"),
  "4": provinces(301, "NSW New South Wales,QLD Queensland,VIC Victoria"),
}

function provinces(from: number, text: string): { id: number; iso: string; name: string }[] {
  return text.split(",").map((entry, index) => {
    const [iso = "", ...name] = entry.split(" ")
    return { id: from + index, iso, name: name.join(" ") }
  })
}

export const PLACES: readonly Place[] = [
  {
    label: "Lindon, Utah",
    division: "North America",
    currency: "USD",
    payFactor: 1,
    culture: "en",
    phone: "+1 801 555 01",
    timezone: "America/Denver",
    address: {
      address1: "335 Example Street",
      city: "Lindon",
      state: "Utah",
      zipcode: "84042",
      country: "United States",
    },
  },
  {
    label: "London",
    division: "Europe",
    currency: "GBP",
    payFactor: 0.7,
    culture: "en",
    phone: "+44 20 7946 0",
    timezone: "Europe/London",
    address: { address1: "1 Sample Row", city: "London", state: null, zipcode: "N1 9GU", country: "United Kingdom" },
  },
  {
    label: "Vancouver",
    division: "North America",
    currency: "CAD",
    payFactor: 1.1,
    culture: "fr",
    phone: "+1 604 555 01",
    timezone: "America/Vancouver",
    address: {
      address1: "900 Test Avenue",
      city: "Vancouver",
      state: "British Columbia",
      zipcode: "V5K 0A1",
      country: "Canada",
    },
  },
  {
    label: "Berlin",
    division: "Europe",
    currency: "EUR",
    payFactor: 0.8,
    culture: "de",
    phone: "+49 30 2312 5",
    timezone: "Europe/Berlin",
    address: { address1: "Musterstraße 7", city: "Berlin", state: null, zipcode: "10115", country: "Germany" },
  },
  {
    label: "Remote",
    division: "North America",
    currency: "USD",
    payFactor: 0.95,
    culture: "es",
    phone: "+1 385 555 01",
    timezone: "America/Denver",
    isRemote: true,
    address: { address1: null, city: null, state: null, zipcode: null, country: "United States" },
  },
  {
    label: "Sydney",
    division: "Asia-Pacific",
    currency: "AUD",
    payFactor: 1.2,
    culture: "en",
    phone: "+61 2 5550 0",
    timezone: "Australia/Sydney",
    address: {
      address1: "12 Harbour Test",
      city: "Sydney",
      state: "New South Wales",
      zipcode: "2000",
      country: "Australia",
    },
  },
  {
    label: "Hong Kong",
    division: "Asia-Pacific",
    currency: "HKD",
    payFactor: 6,
    culture: "ja",
    phone: "+852 5550 ",
    timezone: "Asia/Hong_Kong",
    address: { address1: "8 Sample Road", city: "Hong Kong", state: null, zipcode: null, country: "Hong Kong" },
  },
  {
    label: "Boise",
    division: "North America",
    currency: "USD",
    payFactor: 1,
    culture: "en",
    phone: "+1 208 555 01",
    timezone: "America/Boise",
    isArchived: true,
    address: {
      address1: "44 Former Street",
      city: "Boise",
      state: "Idaho",
      zipcode: "83702",
      country: "United States",
    },
  },
]
