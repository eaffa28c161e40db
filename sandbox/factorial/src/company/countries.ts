import type { Culture } from "@rollcall/sandbox-kit"

export type CountryCode = "es" | "pt" | "fr" | "de" | "gb" | "mx" | "us"

/** What differs between the countries the company works in. */
export type Country = {
  code: CountryCode
  culture: Culture
  currency: "EUR" | "GBP" | "MXN" | "USD"
  legalName: string
  tin: string
  siret: string | null
  /** Salaries against Spain's, in the country's own currency. */
  payLevel: number
  /** Full-time week in hundredths of an hour. */
  fullWeek: number
  identifierType: string
  /** Followed by random digits; numbers of ranges kept free for fiction where the country has one. */
  phone: { prefix: string; digits: number }
  street: string
  states: string
}

export const countries: Record<CountryCode, Country> = {
  es: {
    code: "es",
    culture: "es",
    currency: "EUR",
    legalName: "Marisma Software, S.L.",
    tin: "B00000018",
    siret: null,
    payLevel: 1,
    fullWeek: 4000,
    identifierType: "dni",
    phone: { prefix: "+346000", digits: 5 },
    street: "Calle de la Encina,Carrer del Pou,Avenida del Norte,Plaza Mayor,Carrer de l'Aurora,Calle Ñandú",
    states: "Comunidad de Madrid",
  },
  pt: {
    code: "pt",
    culture: "pt",
    currency: "EUR",
    legalName: "Marisma Tecnologia, Lda.",
    tin: "500000018",
    siret: null,
    payLevel: 0.8,
    fullWeek: 4000,
    identifierType: "cartao_cidadao",
    phone: { prefix: "+3519100", digits: 5 },
    street: "Rua das Flores,Travessa do Moinho,Avenida da Liberdade,Rua de São João",
    states: "Lisboa",
  },
  fr: {
    code: "fr",
    culture: "fr",
    currency: "EUR",
    legalName: "Marisma France SAS",
    tin: "FR00000000018",
    siret: "00000000000018",
    payLevel: 1.2,
    fullWeek: 3500,
    identifierType: "carte_identite",
    phone: { prefix: "+3363998", digits: 4 },
    street: "Rue de l'Église,Impasse des Lilas,Boulevard Voltaire,Rue du Père-Noël",
    states: "Île-de-France",
  },
  de: {
    code: "de",
    culture: "de",
    currency: "EUR",
    legalName: "Marisma Deutschland GmbH",
    tin: "DE000000018",
    siret: null,
    payLevel: 1.4,
    fullWeek: 4000,
    identifierType: "personalausweis",
    phone: { prefix: "+49171392", digits: 5 },
    street: "Lindenstraße,Schönhauser Weg,Am Brühl,Großer Platz",
    states: "Berlin",
  },
  gb: {
    code: "gb",
    culture: "en",
    currency: "GBP",
    legalName: "Marisma UK Ltd",
    tin: "0000000018",
    siret: null,
    payLevel: 1.3,
    fullWeek: 3750,
    identifierType: "passport",
    phone: { prefix: "+447700900", digits: 3 },
    street: "Orchard Lane,St Mary's Road,King's Mews,Old Mill Street",
    states: "England",
  },
  mx: {
    code: "mx",
    culture: "es",
    currency: "MXN",
    legalName: "Marisma México, S. de R.L. de C.V.",
    tin: "MMX000000018",
    siret: null,
    payLevel: 12,
    fullWeek: 4800,
    identifierType: "curp",
    phone: { prefix: "+52555010", digits: 4 },
    street: "Calle Jacarandas,Avenida Ámsterdam,Calzada del Río,Privada Las Águilas",
    states: "Ciudad de México",
  },
  us: {
    code: "us",
    culture: "en",
    currency: "USD",
    legalName: "Marisma Inc.",
    tin: "00-0000018",
    siret: null,
    payLevel: 2.2,
    fullWeek: 4000,
    identifierType: "ssn",
    phone: { prefix: "+1212555010", digits: 1 },
    street: "Maple Avenue,Jefferson Street,Kingston Road,5th Avenue",
    states: "New York",
  },
}
