/** The token endpoint asked to be left alone until then, while the access token is still good. */
export const refreshAfter = `
alter table integrated_account add column refresh_after timestamptz;
`
