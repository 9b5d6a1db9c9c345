/**
 * The documented operation "Get My User Metadata By Key".
 *
 * Source: ZITADEL API reference, Auth API, `GET /auth/v1/users/me/metadata/:key`; for the RPC the vendor's published
 * protobuf contract, `zitadel.auth.v1.AuthService` in `@zitadel/proto`.
 */
export const OPERATION = {
  name: "GetMyMetadata",
  /** Id in the vendor's OpenAPI documents. */
  operationId: "AuthService_GetMyMetadata",
  method: "GET",
  /** Path before the key; the key follows after a slash. */
  pathPrefix: "/auth/v1/users/me/metadata",
  rpcPath: "/zitadel.auth.v1.AuthService/GetMyMetadata",
  /** Where a server publishes its own OpenAPI 2 document of this operation and its neighbours, without credentials. */
  publishedPath: "/openapi/v2/swagger/v2/zitadel/zitadel/auth.swagger.json",
  mediaTypes: ["application/json", "application/grpc", "application/grpc-web+proto"],
  /** Longest key, in Unicode code points (the vendor's validation rule on GetMyMetadataRequest.key). */
  maxKeyLength: 200,
  /** Longest value, in bytes. */
  maxValueLength: 500_000,
} as const;
