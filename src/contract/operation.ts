const NAME = "GetMyMetadata";
const SERVICE = "zitadel.auth.v1.AuthService";
/** The user's own record, of which the metadata is a part. */
const USER_PATH = "/auth/v1/users/me";

/**
 * The documented operation "Get My User Metadata By Key".
 *
 * Source: ZITADEL API reference, Auth API, `GET /auth/v1/users/me/metadata/:key`; for the RPC the vendor's published
 * protobuf contract, `zitadel.auth.v1.AuthService` in `@zitadel/proto`, whose messages are in operation-messages.ts.
 */
export const OPERATION = {
  name: NAME,
  service: SERVICE,
  /** Id in the vendor's OpenAPI documents. */
  operationId: `AuthService_${NAME}`,
  method: "GET",
  userPath: USER_PATH,
  /** Path before the key; the key follows after a slash. */
  pathPrefix: `${USER_PATH}/metadata`,
  /** Path as OpenAPI writes it. */
  pathTemplate: `${USER_PATH}/metadata/{key}`,
  /** File of the protobuf contract, within its package, that has the service and its messages. */
  protoModule: "zitadel/auth_pb.js",
  rpcPath: `/${SERVICE}/${NAME}`,
  /** Where a server publishes its own OpenAPI 2 document of this operation and its neighbours, without credentials. */
  publishedPath: "/openapi/v2/swagger/v2/zitadel/zitadel/auth.swagger.json",
  mediaTypes: ["application/json", "application/grpc", "application/grpc-web+proto"],
  /** Longest key, in Unicode code points (the vendor's validation rule on GetMyMetadataRequest.key). */
  maxKeyLength: 200,
  /** Longest value, in bytes. */
  maxValueLength: 500_000,
} as const;

/** Paths of RPCs that do not exist, for the cases that call one. */
export const MADE_UP_RPCS = {
  method: `/${SERVICE}/NoSuchMethod`,
  service: `/${SERVICE.replace(".v1.", ".v9.")}/${NAME}`,
} as const;

/** Members of the documented success, by their names in JSON. */
export const MEMBERS = {
  entry: "metadata",
  key: "key",
  value: "value",
  details: "details",
  sequence: "sequence",
  creationDate: "creationDate",
  changeDate: "changeDate",
  resourceOwner: "resourceOwner",
} as const;

const ENTRY = `/${MEMBERS.entry}` as const;
const DETAILS = `${ENTRY}/${MEMBERS.details}` as const;

/** JSON pointers of the members of a success (RFC 6901). */
export const POINTERS = {
  entry: ENTRY,
  key: `${ENTRY}/${MEMBERS.key}`,
  value: `${ENTRY}/${MEMBERS.value}`,
  details: DETAILS,
  sequence: `${DETAILS}/${MEMBERS.sequence}`,
  creationDate: `${DETAILS}/${MEMBERS.creationDate}`,
  changeDate: `${DETAILS}/${MEMBERS.changeDate}`,
  resourceOwner: `${DETAILS}/${MEMBERS.resourceOwner}`,
} as const;
