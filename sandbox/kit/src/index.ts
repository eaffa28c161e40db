/** What the local HR systems share. It knows none of them. */
export {}
