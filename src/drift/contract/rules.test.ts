import assert from "node:assert/strict";
import { test } from "node:test";
import { GRADES } from "../../contract/grade.ts";
import { compareContracts } from "./openapi/compare.ts";
import { CONTRACT_RULES } from "./rules.ts";
import {
  edited,
  OPERATION_POINTER as OP,
  publishedBy,
  reduced,
  type Edits,
} from "../../../tests/support/contract-documents.ts";
import { assertOneRow } from "../../../tests/support/contract-rows.ts";

/** A rule, the text of its one row, and the edits of the new document; also edits of the old one where needed. */
type Sample = readonly [rule: string, says: string, now: Edits, old?: Edits];

const DETAILS = "/definitions/v1ObjectDetails";
const STATUS = "/definitions/rpcStatus";
const SEQUENCE = `${DETAILS}/properties/sequence`;
const IN_BODY = "/operation/responses/200/metadata/details";

const query = (name: string, more: object = {}): object => ({ name, in: "query", type: "string", ...more });
const withParameter = (parameter: object): Edits => ({ [`${OP}/parameters/1`]: parameter });
const operation = publishedBy("4.0.0")["paths"] as Record<string, { get: object }>;
const itself = operation["/users/me/metadata/{key}"]?.get;
const moved = (path: string, method = "get"): Edits => ({ "/paths": { [path]: { [method]: itself } } });
const oauth = (...scopes: string[]): Edits => ({ "/security": [{ OAuth2: scopes }] });

const SAMPLES: readonly Sample[] = [
  ["DRIFT-0701", "operation: GET /auth/v1/users/me/metadata/{key} -> absent at /operation", { "/paths": {} }],
  ["DRIFT-0702", "operation: not deprecated -> deprecated at /operation", { [`${OP}/deprecated`]: true }],
  [
    "DRIFT-0702",
    `member sequence: not deprecated -> deprecated at ${IN_BODY}/sequence`,
    { [`${SEQUENCE}/x-deprecated`]: true },
  ],
  [
    "DRIFT-0702",
    "parameter key: not deprecated -> deprecated at /operation/parameters/key",
    { [`${OP}/parameters/0/x-deprecated`]: true },
  ],
  ["DRIFT-0703", "operation: deprecated -> not deprecated at /operation", {}, { [`${OP}/deprecated`]: true }],
  ["DRIFT-0704", "operation: absent -> GET /auth/v1/users/me/metadata/{key} at /operation", {}, { "/paths": {} }],
  ["DRIFT-0705", "method: GET -> POST at /operation", moved("/users/me/metadata/{key}", "post")],
  [
    "DRIFT-0706",
    "path: /auth/v1/users/me/metadata/{key} -> /auth/v2/users/me/metadata/{key} at /operation",
    { "/basePath": "/auth/v2" },
  ],
  [
    "DRIFT-0706",
    "path: /auth/v1/users/me/metadata/{key} -> /auth/v1/users/{id}/metadata/{key} at /operation",
    {
      ...moved("/users/{id}/metadata/{key}"),
      "/paths/~1users~1{id}~1metadata~1{key}/parameters": [{ name: "id", in: "path", required: true, type: "string" }],
    },
  ],
  [
    "DRIFT-0707",
    "operation id: AuthService_GetMyMetadata -> GetMyMetadata at /operation",
    { [`${OP}/operationId`]: "GetMyMetadata" },
  ],
  [
    "DRIFT-0711",
    "parameter org: absent -> required string in query at /operation/parameters/org",
    withParameter(query("org", { required: true })),
  ],
  [
    "DRIFT-0712",
    "parameter org: absent -> optional string in query at /operation/parameters/org",
    withParameter(query("org")),
  ],
  [
    "DRIFT-0713",
    "parameter org: optional string in query -> absent at /operation/parameters/org",
    {},
    withParameter(query("org")),
  ],
  [
    "DRIFT-0714",
    "name of parameter org: org -> orgId at /operation/parameters/orgId",
    withParameter(query("orgId")),
    withParameter(query("org")),
  ],
  [
    "DRIFT-0715",
    "name of parameter key: key -> name at /operation/parameters/name",
    {
      ...moved("/users/me/metadata/{name}"),
      "/paths/~1users~1me~1metadata~1{name}/get/parameters": [
        { name: "name", in: "path", required: true, type: "string" },
      ],
    },
  ],
  [
    "DRIFT-0716",
    "parameter org: query -> header at /operation/parameters/org",
    withParameter(query("org", { in: "header" })),
    withParameter(query("org")),
  ],
  [
    "DRIFT-0717",
    "parameter org: optional -> required at /operation/parameters/org",
    withParameter(query("org", { required: true })),
    withParameter(query("org")),
  ],
  [
    "DRIFT-0718",
    "parameter org: required -> optional at /operation/parameters/org",
    withParameter(query("org")),
    withParameter(query("org", { required: true })),
  ],
  [
    "DRIFT-0719",
    "type of parameter key: string -> integer (int64) at /operation/parameters/key",
    { [`${OP}/parameters/0/type`]: "integer", [`${OP}/parameters/0/format`]: "int64" },
  ],
  [
    "DRIFT-0720",
    "format of parameter key: string -> string (uuid) at /operation/parameters/key",
    { [`${OP}/parameters/0/format`]: "uuid" },
  ],
  [
    "DRIFT-0731",
    "response 200: documented -> absent at /operation/responses/200",
    { [`${OP}/responses/200`]: undefined },
  ],
  [
    "DRIFT-0732",
    "response default: documented -> absent at /operation/responses/default",
    { [`${OP}/responses/default`]: undefined },
  ],
  [
    "DRIFT-0733",
    "response 404: absent -> documented at /operation/responses/404",
    { [`${OP}/responses/404`]: { schema: { $ref: "#/definitions/rpcStatus" } } },
  ],
  [
    "DRIFT-0734",
    "media type application/grpc: offered -> absent at /operation/responses/200/application~1grpc, /operation/responses/default/application~1grpc",
    { "/produces": ["application/json", "application/grpc-web+proto"] },
  ],
  [
    "DRIFT-0735",
    "media type application/xml: absent -> offered at /operation/responses/200/application~1xml, /operation/responses/default/application~1xml",
    {
      [`${OP}/produces`]: [
        "application/json",
        "application/grpc",
        "application/grpc-web+proto",
        "Application/XML; charset=utf-8",
      ],
    },
  ],
  [
    "DRIFT-0736",
    "response 200: content -> no content at /operation/responses/200",
    { [`${OP}/responses/200/schema`]: undefined },
  ],
  [
    "DRIFT-0737",
    "response 200: no content -> content at /operation/responses/200",
    {},
    { [`${OP}/responses/200/schema`]: undefined },
  ],
  ["DRIFT-0741", `member sequence: string (uint64) -> absent at ${IN_BODY}/sequence`, { [SEQUENCE]: undefined }],
  [
    "DRIFT-0742",
    `member constructor: absent -> boolean at ${IN_BODY}/constructor`,
    { [`${DETAILS}/properties/constructor`]: { type: "boolean" } },
  ],
  [
    "DRIFT-0743",
    `type of member sequence: string (uint64) -> integer (int64) at ${IN_BODY}/sequence`,
    { [SEQUENCE]: { type: "integer", format: "int64" } },
  ],
  [
    "DRIFT-0743",
    "type of items of member details: object -> string at /operation/responses/404/details/items, /operation/responses/default/details/items",
    {
      [`${OP}/responses/404`]: { schema: { $ref: "#/definitions/rpcStatus" } },
      [`${STATUS}/properties/details/items`]: { type: "string" },
    },
    { [`${OP}/responses/404`]: { schema: { $ref: "#/definitions/rpcStatus" } } },
  ],
  [
    "DRIFT-0744",
    `format of member sequence: string (uint64) -> string (int64) at ${IN_BODY}/sequence`,
    { [`${SEQUENCE}/format`]: "int64" },
  ],
  [
    "DRIFT-0745",
    `format of member sequence: string (uint64) -> string at ${IN_BODY}/sequence`,
    { [`${SEQUENCE}/format`]: undefined },
  ],
  [
    "DRIFT-0746",
    "format of member message: string -> string (uri) at /operation/responses/default/message",
    { [`${STATUS}/properties/message/format`]: "uri" },
  ],
  [
    "DRIFT-0747",
    `member sequence: required -> optional at ${IN_BODY}/sequence`,
    {},
    { [`${DETAILS}/required`]: ["sequence"] },
  ],
  [
    "DRIFT-0748",
    `member sequence: optional -> required at ${IN_BODY}/sequence`,
    { [`${DETAILS}/required`]: ["sequence"] },
  ],
  [
    "DRIFT-0749",
    `further members of member details: none -> any at ${IN_BODY}`,
    {},
    { [`${DETAILS}/additionalProperties`]: false },
  ],
  [
    "DRIFT-0750",
    `further members of member details: any -> string at ${IN_BODY}`,
    { [`${DETAILS}/additionalProperties`]: { type: "string" } },
  ],
  [
    "DRIFT-0743",
    `type of member *: string -> integer at ${IN_BODY}/*`,
    { [`${DETAILS}/additionalProperties`]: { type: "integer" } },
    { [`${DETAILS}/additionalProperties`]: { type: "string" } },
  ],
  [
    "DRIFT-0751",
    `alternatives of member details: object -> object, any at ${IN_BODY}`,
    { [`${DETAILS}/anyOf`]: [{ type: "object" }, { required: ["sequence"] }] },
    { [`${DETAILS}/anyOf`]: [{ type: "object" }] },
  ],
  [
    "DRIFT-0743",
    `type of alternatives of member details: object -> string at ${IN_BODY}`,
    { [`${DETAILS}/oneOf`]: [{ type: "string" }, { required: ["sequence"] }] },
    { [`${DETAILS}/oneOf`]: [{ required: ["sequence"] }, { type: "object" }] },
  ],
  ["DRIFT-0761", "credentials: bearer -> basic at /operation/security", { "/security": [{ BasicAuth: [] }] }],
  ["DRIFT-0761", "credentials: no credentials -> bearer at /operation/security", {}, { "/security": [] }],
  [
    "DRIFT-0762",
    "credentials: bearer -> basic, bearer at /operation/security",
    { "/security": [{ OAuth2: ["openid"] }, { BasicAuth: [] }] },
  ],
  ["DRIFT-0763", "credentials: bearer -> no credentials at /operation/security", { [`${OP}/security`]: [] }],
  [
    "DRIFT-0764",
    "scopes of bearer: openid -> metadata, openid at /operation/security/bearer",
    oauth("openid", "metadata"),
  ],
  ["DRIFT-0765", "scopes of bearer: openid -> none at /operation/security/bearer", oauth()],
  [
    "DRIFT-0766",
    "scopes of bearer: none -> openid at /operation/security/bearer",
    {},
    {
      "/securityDefinitions/OAuth2": { type: "apiKey", in: "header", name: "Authorization" },
      "/security": [{ OAuth2: [] }],
    },
  ],
  [
    "DRIFT-0767",
    "permission: user.read -> user.read, user.self.read at /operation/permissions",
    { [`${OP}/x-permissions`]: ["user.self.read", "user.read"] },
    { [`${OP}/x-permissions`]: "user.read" },
  ],
  [
    "DRIFT-0768",
    "permission: user.read -> none at /operation/permissions",
    {},
    { [`${OP}/x-permissions`]: ["user.read"] },
  ],
];

for (const [rule, says, now, old = {}] of SAMPLES) {
  test(`${rule}: ${says}`, () => {
    const base = publishedBy("4.0.0");
    assertOneRow(compareContracts(reduced(edited(base, old)), reduced(edited(base, now))), rule, says);
  });
}

test("every rule of OpenAPI documents has a sample, and ids are unique, in order and well formed", () => {
  const ids = CONTRACT_RULES.map(({ id }) => id);
  assert.deepEqual(ids, [...new Set<string>(ids)].sort());
  const tried = new Set(SAMPLES.map(([rule]) => rule));
  for (const { id, grade, statement } of CONTRACT_RULES) {
    assert.match(id, /^DRIFT-0[78]\d\d$/);
    assert.equal(GRADES.includes(grade), true);
    assert.match(statement, /^[A-Z].*\.$/, id);
    assert.equal(tried.has(id), id.startsWith("DRIFT-07"), id);
  }
});

/** Changes with several causes, and changes without any. */
const COUNTED: readonly (readonly [what: string, rows: readonly string[], now: Edits, old?: Edits])[] = [
  [
    "several differences, the worst first",
    ["DRIFT-0741 member sequence", "DRIFT-0702 operation", "DRIFT-0742 member id"],
    { [SEQUENCE]: undefined, [`${OP}/deprecated`]: true, [`${DETAILS}/properties/id`]: { type: "string" } },
  ],
  [
    "a parameter replaced by one of a different type is not renamed",
    ["DRIFT-0713 parameter org", "DRIFT-0712 parameter limit"],
    withParameter(query("limit", { type: "integer" })),
    withParameter(query("org")),
  ],
  [
    "nor is one replaced by a required one",
    ["DRIFT-0711 parameter orgId", "DRIFT-0713 parameter org"],
    withParameter(query("orgId", { required: true })),
    withParameter(query("org")),
  ],
  [
    "nor is one of two",
    ["DRIFT-0713 parameter org", "DRIFT-0712 parameter orgId", "DRIFT-0712 parameter orgName"],
    { ...withParameter(query("orgId")), [`${OP}/parameters/2`]: query("orgName") },
    withParameter(query("org")),
  ],
  ["credentials that were never needed", [], { "/security": [{}, { OAuth2: ["openid"] }] }, { "/security": [{}] }],
  ["a wider choice of scopes", [], { "/security": [{ OAuth2: ["openid"] }, { OAuth2: ["openid", "metadata"] }] }],
  ["neither document has the operation", [], { "/paths": {} }, { "/paths": {} }],
  ["the unrelated operations of the document", [], { "/paths/~1permissions~1me~1_search": undefined }],
];

for (const [what, expected, now, old = {}] of COUNTED) {
  test(`${what}: ${String(expected.length)} rows`, () => {
    const base = publishedBy("4.0.0");
    const rows = compareContracts(reduced(edited(base, old)), reduced(edited(base, now)));
    assert.deepEqual(
      rows.map(({ rule, subject }) => `${rule} ${subject}`),
      expected,
    );
  });
}
