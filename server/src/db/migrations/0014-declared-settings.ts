/** What a connecting customer typed goes with them to the consent page and back. */
export const declaredSettings = `
-- Sealed: the fields of the method, and the code verifier. Null: set out before there were any.
alter table oauth_trip add column secrets bytea;
`
