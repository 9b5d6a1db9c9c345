/**
 * The operations of the management API that the server has: method and path as the vendor's protobuf contract has them
 * (google.api.http, in `@zitadel/proto`), and the operation's name there. A literal segment stands before a parameter.
 */
export const MANAGEMENT_ROUTES = [
  ["POST", "/users/machine", "addMachineUser"],
  ["POST", "/users/_search", "listUsers"],
  ["GET", "/users/{id}", "getUserByID"],
  ["DELETE", "/users/{id}", "removeUser"],
  ["POST", "/users/{id}/_deactivate", "deactivateUser"],
  ["POST", "/users/{id}/_reactivate", "reactivateUser"],
  ["POST", "/users/{user_id}/pats", "addPersonalAccessToken"],
  ["DELETE", "/users/{user_id}/pats/{token_id}", "removePersonalAccessToken"],
  ["PUT", "/users/{user_id}/secret", "generateMachineSecret"],
  ["POST", "/users/{user_id}/keys", "addMachineKey"],
  ["DELETE", "/users/{user_id}/keys/{key_id}", "removeMachineKey"],
  ["POST", "/users/{id}/metadata/_bulk", "bulkSetUserMetadata"],
  ["DELETE", "/users/{id}/metadata/_bulk", "bulkRemoveUserMetadata"],
  ["POST", "/users/{id}/metadata/_search", "listUserMetadata"],
  ["POST", "/users/{id}/metadata/{key}", "setUserMetadata"],
  ["GET", "/users/{id}/metadata/{key}", "getUserMetadata"],
  ["DELETE", "/users/{id}/metadata/{key}", "removeUserMetadata"],
] as const;

/** Name of an operation, as the vendor's ManagementService has it. */
export type OperationName = (typeof MANAGEMENT_ROUTES)[number][2];
