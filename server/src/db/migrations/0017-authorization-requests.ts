/** People who are on a consent page at this moment have to begin again: what was sealed for the old table opens for no other. */
export const authorizationRequests = `
delete from oauth_trip;
alter table oauth_trip rename to authorization_request;
alter index oauth_trip_expiry rename to authorization_request_expiry;
`
