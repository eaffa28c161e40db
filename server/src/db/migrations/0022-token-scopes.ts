/** What a token may do, and when it was last used. */
export const tokenScopes = `
select 1;
`
