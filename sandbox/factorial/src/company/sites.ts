import type { CountryCode } from "./countries.js"

export type Site = {
  country: CountryCode
  name: string
  city: string
  state: string
  postalCode: string
  timezone: string
  latitude: number
  longitude: number
  /** Share of the people, relative. */
  weight: number
  /** Companies smaller than this have no such office. */
  fromSize: number
}

export const sites: Site[] = [
  {
    country: "es",
    name: "Madrid HQ",
    city: "Madrid",
    state: "Comunidad de Madrid",
    postalCode: "28004",
    timezone: "Europe/Madrid",
    latitude: 40.4242,
    longitude: -3.7013,
    weight: 30,
    fromSize: 0,
  },
  {
    country: "es",
    name: "Barcelona",
    city: "Barcelona",
    state: "Catalunya",
    postalCode: "08018",
    timezone: "Europe/Madrid",
    latitude: 41.4036,
    longitude: 2.1944,
    weight: 20,
    fromSize: 8,
  },
  {
    country: "es",
    name: "Las Palmas",
    city: "Las Palmas de Gran Canaria",
    state: "Canarias",
    postalCode: "35003",
    timezone: "Atlantic/Canary",
    latitude: 28.1099,
    longitude: -15.417,
    weight: 5,
    fromSize: 60,
  },
  {
    country: "pt",
    name: "Lisboa",
    city: "Lisboa",
    state: "Lisboa",
    postalCode: "1100-148",
    timezone: "Europe/Lisbon",
    latitude: 38.7119,
    longitude: -9.1369,
    weight: 11,
    fromSize: 20,
  },
  {
    country: "fr",
    name: "Paris",
    city: "Paris",
    state: "Île-de-France",
    postalCode: "75011",
    timezone: "Europe/Paris",
    latitude: 48.8579,
    longitude: 2.3795,
    weight: 10,
    fromSize: 30,
  },
  {
    country: "de",
    name: "Berlin",
    city: "Berlin",
    state: "Berlin",
    postalCode: "10115",
    timezone: "Europe/Berlin",
    latitude: 52.5321,
    longitude: 13.3849,
    weight: 10,
    fromSize: 40,
  },
  {
    country: "gb",
    name: "London",
    city: "London",
    state: "England",
    postalCode: "EC1A 1BB",
    timezone: "Europe/London",
    latitude: 51.5202,
    longitude: -0.0978,
    weight: 7,
    fromSize: 50,
  },
  {
    country: "mx",
    name: "Ciudad de México",
    city: "Ciudad de México",
    state: "CDMX",
    postalCode: "06100",
    timezone: "America/Mexico_City",
    latitude: 19.4119,
    longitude: -99.1732,
    weight: 5,
    fromSize: 60,
  },
  {
    country: "us",
    name: "New York",
    city: "New York",
    state: "NY",
    postalCode: "10013",
    timezone: "America/New_York",
    latitude: 40.7195,
    longitude: -74.002,
    weight: 4,
    fromSize: 60,
  },
]
