/**
 * The implemented operations of the management API: method and path from the vendor's protobuf contract
 * (google.api.http, in `@zitadel/proto`), and the operation's name there. Fixed segments come before parameters.
 */
export const MANAGEMENT_ROUTES = [
  { method: "POST", path: "/users/machine", operation: "addMachineUser" },
  { method: "POST", path: "/users/_search", operation: "listUsers" },
  { method: "GET", path: "/users/{id}", operation: "getUserByID" },
  { method: "DELETE", path: "/users/{id}", operation: "removeUser" },
  { method: "POST", path: "/users/{id}/_deactivate", operation: "deactivateUser" },
  { method: "POST", path: "/users/{id}/_reactivate", operation: "reactivateUser" },
  { method: "POST", path: "/users/{user_id}/pats", operation: "addPersonalAccessToken" },
  { method: "DELETE", path: "/users/{user_id}/pats/{token_id}", operation: "removePersonalAccessToken" },
  { method: "PUT", path: "/users/{user_id}/secret", operation: "generateMachineSecret" },
  { method: "POST", path: "/users/{user_id}/keys", operation: "addMachineKey" },
  { method: "DELETE", path: "/users/{user_id}/keys/{key_id}", operation: "removeMachineKey" },
  { method: "POST", path: "/users/{id}/metadata/_bulk", operation: "bulkSetUserMetadata" },
  { method: "DELETE", path: "/users/{id}/metadata/_bulk", operation: "bulkRemoveUserMetadata" },
  { method: "POST", path: "/users/{id}/metadata/_search", operation: "listUserMetadata" },
  { method: "POST", path: "/users/{id}/metadata/{key}", operation: "setUserMetadata" },
  { method: "GET", path: "/users/{id}/metadata/{key}", operation: "getUserMetadata" },
  { method: "DELETE", path: "/users/{id}/metadata/{key}", operation: "removeUserMetadata" },
] as const;

/** Name of an operation in the vendor's ManagementService. */
export type OperationName = (typeof MANAGEMENT_ROUTES)[number]["operation"];
